window.YTD.like.part0 = [
  {
    "like": {
      "tweetId": "1653000000000000001",
      "fullText": "words of somebody else",
      "expandedUrl": "https://twitter.com/i/web/status/1653000000000000001"
    }
  },
  {
    "like": {
      "tweetId": "20"
    }
  }
]