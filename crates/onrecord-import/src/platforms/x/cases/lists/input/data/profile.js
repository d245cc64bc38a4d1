window.YTD.profile.part0 = [
  {
    "profile": {
      "description": {
        "bio": "sings",
        "website": "",
        "location": "Nowhere-on-Sea"
      },
      "avatarMediaUrl": "https://pbs.twimg.com/profile_images/1/a.jpg"
    }
  }
]