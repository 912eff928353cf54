<?php
require '/usr/share/php/Illuminate/Database/autoload.php';

$capsule = new Illuminate\Database\Capsule\Manager();
// as in the config/database.php of a new Laravel project
$capsule->addConnection([
    'driver' => getenv('DB_CONNECTION'),
    'url' => getenv('DB_URL'),
    'host' => getenv('DB_HOST'),
    'port' => getenv('DB_PORT'),
    'database' => getenv('DB_DATABASE'),
    'username' => getenv('DB_USERNAME'),
    'password' => getenv('DB_PASSWORD'),
    'options' => array_filter([PDO::MYSQL_ATTR_SSL_CA => getenv('MYSQL_ATTR_SSL_CA')]),
]);
echo 'tls=', $capsule->getConnection()->selectOne("SHOW STATUS LIKE 'Ssl_cipher'")->Value, "\n";
