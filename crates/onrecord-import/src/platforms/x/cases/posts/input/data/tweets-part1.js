window.YTD.tweets.part1 = [
  {
    "tweet": {
      "edit_info": {
        "initial": {
          "editTweetIds": [
            "1188266562155446273"
          ],
          "editableUntil": "2019-10-27T01:30:00Z",
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
      "id_str": "1188266562155446273",
      "truncated": false,
      "retweet_count": "0",
      "id": "1188266562155446273",
      "created_at": "Sun Oct 27 01:30:00 +0000 2019",
      "favorited": false,
      "full_text": "from the second part",
      "lang": "en"
    }
  }
]