var payload_details =  {"tweets" : 1,"created_at" : "2016-06-01 00:00:00 +0000","lang" : "en"}
