window.YTD.tweets.part0 = [
  {
    "tweet": {
      "edit_info": {
        "initial": {
          "editTweetIds": [
            "1654033116165046274"
          ],
          "editableUntil": "2023-05-04T08:00:00Z",
          "editsRemaining": "5",
          "isEditEligible": true
        }
      },
      "retweeted": false,
      "source": "<a href=\"https://mobile.twitter.com\" rel=\"nofollow\">Twitter Web App</a>",
      "entities": {
        "hashtags": [
          {
            "text": "harbour",
            "indices": [
              "5",
              "9"
            ]
          }
        ],
        "symbols": [],
        "user_mentions": [
          {
            "name": "Cal Norrow",
            "screen_name": "cal_norrow",
            "indices": [
              "1",
              "2"
            ],
            "id_str": "700900",
            "id": "700900"
          },
          {
            "name": "",
            "screen_name": "gone_one",
            "indices": [
              "1",
              "2"
            ],
            "id_str": "-1",
            "id": "-1"
          }
        ],
        "urls": [
          {
            "url": "https://t.co/p",
            "expanded_url": "https://example.org/p",
            "display_url": "example.org/p",
            "indices": [
              "1",
              "2"
            ]
          }
        ],
        "media": [
          {
            "media_url_https": "https://pbs.twimg.com/media/Pic1.jpg",
            "type": "photo"
          }
        ]
      },
      "display_text_range": [
        "0",
        "9"
      ],
      "favorite_count": "2",
      "id_str": "1654033116165046274",
      "truncated": false,
      "retweet_count": "0",
      "id": "1654033116165046274",
      "created_at": "Thu May 04 08:00:00 +0000 2023",
      "favorited": false,
      "full_text": "Sea &amp; sky &lt;3 @cal_norrow #harbour https://t.co/p",
      "lang": "en",
      "extended_entities": {
        "media": [
          {
            "media_url_https": "https://pbs.twimg.com/media/Pic1.jpg",
            "type": "photo"
          },
          {
            "media_url_https": "https://pbs.twimg.com/thumb/T2.jpg",
            "type": "video",
            "video_info": {
              "variants": [
                {
                  "url": "https://video.twimg.com/a/low.mp4"
                },
                {
                  "url": "https://video.twimg.com/a/high.mp4?tag=12"
                }
              ]
            }
          },
          {
            "media_url_https": "https://pbs.twimg.com/media/Lost.jpg",
            "type": "photo"
          }
        ]
      }
    }
  },
  {
    "tweet": {
      "edit_info": {
        "initial": {
          "editTweetIds": [
            "1653670728299446273"
          ],
          "editableUntil": "2023-05-03T08:00:00Z",
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
      "id_str": "1653670728299446273",
      "truncated": false,
      "retweet_count": "0",
      "id": "1653670728299446273",
      "created_at": "Wed May 03 08:00:00 +0000 2023",
      "favorited": false,
      "full_text": "@cal_norrow leave me be",
      "lang": "en",
      "in_reply_to_status_id_str": "1653000000000000000",
      "in_reply_to_status_id": "1653000000000000000",
      "in_reply_to_user_id": "700900",
      "in_reply_to_user_id_str": "700900",
      "in_reply_to_screen_name": "cal_norrow"
    }
  },
  {
    "tweet": {
      "edit_info": {
        "initial": {
          "editTweetIds": [
            "1653308340433846273"
          ],
          "editableUntil": "2023-05-02T08:00:00Z",
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
      "id_str": "1653308340433846273",
      "truncated": false,
      "retweet_count": "0",
      "id": "1653308340433846273",
      "created_at": "Tue May 02 08:00:00 +0000 2023",
      "favorited": false,
      "full_text": "RT @jory_pell: choir tonight",
      "lang": "en",
      "place": {
        "full_name": "Nowhere-on-Sea"
      }
    }
  },
  {
    "tweet": {
      "edit_info": {
        "edit": {
          "initialTweetId": "1652000000000000000",
          "editControlInitial": {
            "editTweetIds": [
              "1",
              "2"
            ]
          }
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
      "id_str": "1652945952568246273",
      "truncated": false,
      "retweet_count": "0",
      "id": "1652945952568246273",
      "created_at": "Mon May 01 08:00:00 +0000 2023",
      "favorited": false,
      "full_text": "said twice",
      "lang": "en"
    }
  }
]