window.YTD.direct_message_headers.part0 = [
  {
    "dmConversation": {
      "conversationId": "700100-700900",
      "messages": [
        {
          "messageCreate": {
            "id": "1375975922594742273",
            "senderId": "700900",
            "recipientId": "700100",
            "createdAt": "2021-03-28T00:59:59.000Z"
          }
        }
      ]
    }
  }
]