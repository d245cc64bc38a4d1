window.YTD.screen_name_change.part0 = [
  {
    "screenNameChange": {
      "accountId": "700100",
      "screenNameChange": {
        "changedAt": "2021-08-01T10:00:00.000Z",
        "changedFrom": "marin_t",
        "changedTo": "marin_tidewell"
      }
    }
  }
]