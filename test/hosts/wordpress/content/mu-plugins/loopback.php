<?php
// By default WordPress sends no requests to private hosts or unusual ports; a test has only these.
add_filter( 'http_request_host_is_external', '__return_true' );
add_filter( 'http_allowed_safe_ports', fn( $ports ) => array_merge( $ports, array( (int) getenv( 'FACTS_PORT' ) ) ) );
