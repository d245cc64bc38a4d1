window.YTD.deleted_direct_messages.part0 = [
  {
    "dmConversation": {
      "conversationId": "700100-700900",
      "messages": [
        {
          "messageCreate": {
            "recipientId": "700100",
            "reactions": [],
            "urls": [],
            "text": "this one was deleted later",
            "mediaUrls": [],
            "senderId": "700900",
            "id": "1223546530821046273",
            "createdAt": "2020-02-01T10:00:00.000Z"
          }
        }
      ]
    }
  }
]