window.YTD.direct_messages_group.part0 = [
  {
    "dmConversation": {
      "conversationId": "1399000000000000000",
      "name": "Harbour choir",
      "messages": [
        {
          "participantsLeave": {
            "userIds": [
              "700900"
            ],
            "createdAt": "2021-06-05T10:00:00.000Z"
          }
        },
        {
          "participantsLeave": {
            "initiatingUserId": "700500",
            "userIds": [
              "700900",
              "700901"
            ],
            "createdAt": "2021-06-05T09:59:00.000Z"
          }
        },
        {
          "conversationNameUpdate": {
            "initiatingUserId": "700900",
            "name": "Liars only",
            "createdAt": "2021-06-04T10:00:00.000Z"
          }
        },
        {
          "conversationAvatarUpdate": {
            "initiatingUserId": "700900",
            "createdAt": "2021-06-04T09:00:00.000Z"
          }
        },
        {
          "trustConversation": {
            "reason": "accept",
            "createdAt": "2021-06-03T09:00:00.000Z"
          }
        },
        {
          "messageCreate": {
            "reactions": [],
            "urls": [],
            "text": "everybody knows what you did",
            "mediaUrls": [],
            "senderId": "700900",
            "id": "1400029421368246277",
            "createdAt": "2021-06-02T10:00:00.000Z"
          }
        },
        {
          "messageCreate": {
            "id": "1400014321873846278",
            "senderId": "700900",
            "createdAt": "2021-06-02T09:00:00.000Z"
          }
        },
        {
          "reactionCreate": {
            "senderId": "700500",
            "reactionKey": "sad",
            "eventId": "1400029673026486273",
            "createdAt": "2021-06-02T10:01:00.000Z"
          }
        },
        {
          "participantsJoin": {
            "initiatingUserId": "700900",
            "userIds": [
              "700901",
              "700902"
            ],
            "createdAt": "2021-06-01T12:00:00.000Z"
          }
        },
        {
          "joinConversation": {
            "initiatingUserId": "700500",
            "participantsSnapshot": [
              "700500",
              "700900"
            ],
            "createdAt": "2021-06-01T10:00:00.000Z"
          }
        },
        {}
      ]
    }
  },
  {
    "dmConversation": {
      "messages": [
        {
          "messageCreate": {
            "reactions": [],
            "urls": [],
            "text": "a conversation without a number",
            "mediaUrls": [],
            "senderId": "700900",
            "id": "1410538669470646273",
            "createdAt": "2021-07-01T10:00:00.000Z"
          }
        }
      ],
      "conversationId": "1399000000000000001"
    }
  },
  {
    "dmConversation": {
      "conversationId": "1399000000000000002",
      "messages": []
    }
  }
];
