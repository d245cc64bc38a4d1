window.__THAR_CONFIG = {
  "userInfo" : { "accountId" : "700100", "userName" : "marin_tidewell", "displayName" : "Marin Tidewell" }
}