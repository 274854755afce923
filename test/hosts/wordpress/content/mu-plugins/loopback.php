<?php
// WordPress asks no private hosts and no unusual ports, which is all that a test has.
add_filter( 'http_request_host_is_external', '__return_true' );
add_filter( 'http_allowed_safe_ports', fn( $ports ) => array_merge( $ports, array( (int) getenv( 'FACTS_PORT' ) ) ) );
