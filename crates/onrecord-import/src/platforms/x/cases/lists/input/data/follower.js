window.YTD.follower.part0 = [
  {
    "follower": {
      "accountId": "700500",
      "userLink": "https://twitter.com/intent/user?user_id=700500"
    }
  }
]