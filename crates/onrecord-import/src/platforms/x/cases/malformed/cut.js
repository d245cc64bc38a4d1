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
            "text": "Please s