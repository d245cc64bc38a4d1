window.YTD.account.part0 = [
  {
    "account": {
      "email": "marin@example.org",
      "createdVia": "web",
      "username": "marin_tidewell",
      "accountId": "700100",
      "createdAt": "2014-02-03T10:11:12.345Z",
      "accountDisplayName": "Marin Tidewell"
    }
  }
]