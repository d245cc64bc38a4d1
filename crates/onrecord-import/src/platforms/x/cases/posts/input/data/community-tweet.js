window.YTD.community_tweet.part0 = [
  {
    "tweet": {
      "edit_info": {
        "initial": {
          "editTweetIds": [
            "1639786743198646273"
          ],
          "editableUntil": "2023-03-26T00:30:00Z",
          "editsRemaining": "5",
          "isEditEligible": true
        }
      },
      "retweeted": false,
      "source": "<a href=\"https://mobile.twitter.com\" rel=\"nofollow\">Twitter Web App</a>",
      "entities": {
        "hashtags": [],
        "symbols": [],
        "user_mentions": [],
        "urls": []
      },
      "display_text_range": [
        "0",
        "9"
      ],
      "favorite_count": "2",
      "id_str": "1639786743198646273",
      "truncated": false,
      "retweet_count": "0",
      "id": "1639786743198646273",
      "created_at": "Sun Mar 26 00:30:00 +0000 2023",
      "favorited": false,
      "full_text": "in a community",
      "lang": "en",
      "community_id": "149"
    }
  }
]