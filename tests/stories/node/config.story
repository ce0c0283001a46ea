# A settings file is checked whole before anything starts, and every fault has the name of its setting.
on a real node
panoh config check --config ./small_harbour.toml -> 0  prints "ok"
panoh config show --config ./small_harbour.toml -> 0  prints "\"Small Harbour\""  prints "\"KZ\""  prints "\"harbour.example\""
panoh config check --config ./broken.toml -> 1  prints "config/unreadable line 2"
panoh config check --config ./no_such_file.toml -> 1  prints "config/unreadable"
panoh config check --config ./wrong.toml -> 1  prints "config/country node.country"  prints "config/address server.address"
    prints "config/unknown_setting server.prot"
panoh config check --config ./missing_certificate.toml -> 1  prints "config/certificate_unreadable server.certificate"
    prints "config/certificate_unreadable server.key"
panoh config check --set database.address=postgresql:// -> 1  prints "config/database database.address"
# PostgreSQL elsewhere: over TLS with a checked certificate, or not at all.
panoh config check --set database.address=postgresql://panoh@db.example.org/panoh -> 1  prints "config/database_tls database.address"
panoh config check --set database.address=postgresql://panoh@db.example.org/panoh?sslmode=require -> 1  prints "config/database_tls database.address"
panoh config check --set database.address=postgresql://panoh@db.example.org/panoh?sslmode=verify-full -> 0
panoh serve --set database.address=postgresql://panoh@192.0.2.7/panoh -> 1  prints "config/database_tls"
panoh config check --set access.security_keys=sometimes -> 1  prints "config/security_keys access.security_keys"
panoh config check --set server.trusted_proxy=nginx -> 1  prints "http/proxy_range server.trusted_proxy"
panoh serve --config ./missing_certificate.toml -> 1  prints "http/certificate"
