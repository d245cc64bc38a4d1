window.YTD.tweet_headers.part0 = [
  {
    "tweet": {
      "tweet_id": "1",
      "user_id": "700100",
      "created_at": "Thu May 04 08:00:00 +0000 2023"
    }
  }
]