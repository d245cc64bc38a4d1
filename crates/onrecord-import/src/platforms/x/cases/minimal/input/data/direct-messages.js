window.YTD.direct_messages.part0 = [
  {
    "dmConversation": {
      "conversationId": "700100-700900",
      "messages": [
        {
          "messageCreate": {
            "recipientId": "700100",
            "reactions": [],
            "urls": [
              {
                "url": "https://t.co/aaa",
                "expanded": "https://twitter.com/messages/media/1",
                "display": "pic.twitter.com/aaa"
              }
            ],
            "text": "look what I kept https://t.co/aaa",
            "mediaUrls": [
              "https://ton.twitter.com/dm/1/2/AbCd12.jpg"
            ],
            "senderId": "700900",
            "id": "1454621643371446276",
            "createdAt": "2021-10-31T01:30:00.000Z"
          }
        },
        {
          "messageCreate": {
            "recipientId": "700100",
            "reactions": [],
            "urls": [],
            "text": "and this one is not in the archive",
            "mediaUrls": [
              "https://video.twimg.com/dm_video/9/vid/480x270/zz.mp4?tag=1"
            ],
            "senderId": "700900",
            "id": "1454606543877046275",
            "createdAt": "2021-10-31T00:30:00.000Z"
          }
        },
        {
          "messageCreate": {
            "recipientId": "700900",
            "reactions": [
              {
                "senderId": "700900",
                "reactionKey": "funny",
                "eventId": "1375975933080502281",
                "createdAt": "2021-03-28T01:05:00.000Z"
              }
            ],
            "urls": [],
            "text": "Please stop writing to me & leave me alone",
            "mediaUrls": [],
            "senderId": "700100",
            "id": "1375975933080502274",
            "createdAt": "2021-03-28T01:00:01.500Z"
          }
        },
        {
          "messageCreate": {
            "recipientId": "700100",
            "reactions": [],
            "urls": [],
            "text": "why do you not answer",
            "mediaUrls": [],
            "senderId": "700900",
            "id": "1375975922594742273",
            "createdAt": "2021-03-28T00:59:59.000Z"
          }
        }
      ]
    }
  },
  {
    "dmConversation": {
      "conversationId": "700100-700500",
      "messages": [
        {
          "messageCreate": {
            "recipientId": "700100",
            "reactions": [],
            "urls": [],
            "text": "Happy new year 🎉",
            "mediaUrls": [],
            "senderId": "700500",
            "id": "1477067041797046273",
            "createdAt": "2022-01-01T00:00:00.000Z",
            "editHistory": [
              {
                "createdAtSec": "1640995190",
                "editedText": "Hapy new year"
              }
            ]
          }
        },
        {
          "messageCreate": {
            "recipientId": "700100",
            "reactions": [],
            "urls": [],
            "text": "a time that its number contradicts",
            "mediaUrls": [],
            "senderId": "700500",
            "id": "1256010443781046273",
            "createdAt": "2021-12-24T18:00:00.000Z",
            "isFromFuture": true
          }
        }
      ]
    }
  }
]