var user_details =  {"screen_name" : "ann_example","full_name" : "Ann Example","id" : "11","created_at" : "2015-01-01 00:00:00 +0000"}
