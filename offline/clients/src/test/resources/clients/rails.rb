require 'active_record'

ActiveRecord::Base.establish_connection(ENV['DATABASE_URL'])
puts "tls=#{ActiveRecord::Base.connection.select_one("SHOW STATUS LIKE 'Ssl_cipher'")['Value']}"
