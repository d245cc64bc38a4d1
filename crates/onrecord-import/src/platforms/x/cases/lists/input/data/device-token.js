window.YTD.device_token.part0 = [
  {
    "deviceToken": {
      "clientApplicationId": "1",
      "token": "tttt",
      "createdAt": "2022.05.01",
      "lastSeenAt": "2023-01-05 22:14:00",
      "clientApplicationName": "Web"
    }
  }
]