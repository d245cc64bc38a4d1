window.YTD.a_file_of_next_year.part0 = [
  {
    "thing": {
      "createdAt": "2025-01-01T00:00:00.000Z",
      "note": "kept"
    }
  },
  "a bare word",
  7
]