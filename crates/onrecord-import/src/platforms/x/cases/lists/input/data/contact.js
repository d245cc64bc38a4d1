window.YTD.contact.part0 = [
  {
    "contact": {
      "id": "c1",
      "emails": [
        "jory@example.org"
      ],
      "phoneNumbers": [
        "+44 7700 900123"
      ]
    }
  }
]