window.YTD.email_address_change.part0 = [
  {
    "emailAddressChange": {
      "accountId": "700100",
      "emailChange": {
        "changedAt": "2021-08-02T10:00:00.000Z",
        "changedTo": "marin@example.org"
      }
    }
  }
]