window.YTD.deleted_tweets.part0 = [
  {
    "tweet": {
      "edit_info": {
        "initial": {
          "editTweetIds": [
            "1652583564702646273"
          ],
          "editableUntil": "2023-04-30T08:00:00Z",
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
      "id_str": "1652583564702646273",
      "truncated": false,
      "retweet_count": "0",
      "id": "1652583564702646273",
      "created_at": "Sun Apr 30 08:00:00 +0000 2023",
      "favorited": false,
      "full_text": "better not said",
      "lang": "en",
      "deleted_at": "2023-05-05T09:00:00.000Z"
    }
  }
]