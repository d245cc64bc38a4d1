filedesc://old.arc 0.0.0.0 20090102030405 text/plain 69
1 0 Invented
URL IP-address Archive-date Content-type Archive-length

http://example.org/ 192.0.2.1 20090102030406 text/html 55
HTTP/1.0 200 OK
Content-Type: text/html

<p>old</p>

