window.YTD.lists_member.part0 = [
  {
    "userListInfo": {
      "url": "https://twitter.com/cal_norrow/lists/targets"
    }
  }
]