<?php
// Installs WordPress into an empty database, and writes one post per argument as an author, who may
// publish, but whose HTML is filtered. Prints the posts' ids.
mysqli_report( MYSQLI_REPORT_ERROR | MYSQLI_REPORT_STRICT );
$database = new mysqli( null, getenv( 'DB_USER' ), '', '', 0, getenv( 'DB_SOCKET' ) );
$database->query( 'CREATE DATABASE ' . getenv( 'DB_NAME' ) );

define( 'WP_INSTALLING', true );
require $argv[1] . '/wp-load.php';
require ABSPATH . 'wp-admin/includes/upgrade.php';
wp_install( 'Example', 'editor', 'editor@site.example', false, '', 'secret' );

$author = wp_insert_user( array( 'user_login' => 'author', 'user_pass' => 'secret', 'role' => 'author' ) );
wp_set_current_user( $author );
kses_init();
$write = fn( $content ) => wp_insert_post(
	wp_slash( array( 'post_title' => 'The article', 'post_content' => $content, 'post_status' => 'publish' ) )
);
echo json_encode( array_map( $write, array_slice( $argv, 2 ) ) );
