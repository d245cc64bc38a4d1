window.YTD.following.part0 = [
  {
    "following": {
      "accountId": "700500",
      "userLink": "https://twitter.com/intent/user?user_id=700500"
    }
  }
]