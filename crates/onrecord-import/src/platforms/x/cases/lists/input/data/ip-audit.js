window.YTD.ip_audit.part0 = [
  {
    "ipAudit": {
      "accountId": "700100",
      "createdAt": "2023-01-05T22:14:00.000Z",
      "loginIp": "192.0.2.7"
    }
  },
  {
    "ipAudit": {
      "accountId": "700100",
      "createdAt": "2023-01-04T03:14:00.000Z",
      "loginIp": "198.51.100.9",
      "loginPortNumber": 4431
    }
  }
]