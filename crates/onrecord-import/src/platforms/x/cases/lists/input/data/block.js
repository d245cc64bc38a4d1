window.YTD.block.part0 = [
  {
    "blocking": {
      "accountId": "700900",
      "userLink": "https://twitter.com/intent/user?user_id=700900"
    }
  },
  {
    "blocking": {
      "accountId": "700901",
      "userLink": "https://twitter.com/intent/user?user_id=700901"
    }
  }
]