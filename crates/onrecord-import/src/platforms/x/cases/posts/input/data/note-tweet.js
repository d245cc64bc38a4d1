window.YTD.note_tweet.part0 = [
  {
    "noteTweet": {
      "noteTweetId": "1664179976401846273",
      "updatedAt": "2023-06-01T09:00:00.000Z",
      "lifecycle": {
        "value": "1",
        "name": "Published",
        "originalName": "Published"
      },
      "createdAt": "2023-06-01T08:00:00.000Z",
      "core": {
        "styletags": [],
        "urls": [],
        "text": "a long post & more of it",
        "mentions": [],
        "cashtags": [],
        "hashtags": []
      }
    }
  }
]