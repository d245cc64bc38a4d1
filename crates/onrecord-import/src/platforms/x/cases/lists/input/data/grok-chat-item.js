window.YTD.grok_chat_item.part0 = [
  {
    "grokChatItem": {
      "accountId": "700100",
      "chatId": "9",
      "createdAt": "2024-12-01T10:00:00.000Z",
      "message": "how do I block somebody",
      "sender": {
        "name": "User"
      }
    }
  }
]