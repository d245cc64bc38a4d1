window.YTD.mute.part0 = [
  {
    "muting": {
      "accountId": "700900",
      "userLink": "https://twitter.com/intent/user?user_id=700900"
    }
  }
]