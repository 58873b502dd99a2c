<?php
// Shows the plugin at work without WordPress, for `php -S 127.0.0.1:8000 examples/wordpress/serve.php`: the few functions of
// WordPress that it calls, each as strict as the real one where it matters, and a page with a shortcode and a block.

if (preg_match('/\.(css|js|svg|ico)$/', parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH))) {
	return false;
}

define('ABSPATH', __DIR__);
$registered = array('actions' => array(), 'shortcodes' => array(), 'blocks' => array(), 'modules' => array(), 'enqueued' => array());

function add_action($name, $do) { global $registered; $registered['actions'][$name][] = $do; }
function add_shortcode($name, $do) { global $registered; $registered['shortcodes'][$name] = $do; }
function register_block_type($name, $settings) { global $registered; $registered['blocks'][$name] = $settings; }
function wp_register_script_module($id, $src) { global $registered; $registered['modules'][$id] = $src; }
function wp_enqueue_script_module($id) { global $registered; $registered['enqueued'][$id] = true; }
function esc_attr($text) { return htmlspecialchars($text, ENT_QUOTES, 'UTF-8'); }
function esc_url($url, $protocols) { return in_array(parse_url($url, PHP_URL_SCHEME), $protocols, true) ? esc_attr($url) : ''; }
function wp_kses_post($html) { return strip_tags($html, '<a><ul><li><p>'); }
function shortcode_atts($defaults, $given) { return array_intersect_key(array_merge($defaults, $given), $defaults); }

require __DIR__ . '/dateline-reader.php';
foreach ($registered['actions']['init'] as $do) {
	$do();
}

$feed = getenv('DATELINE_FEED') ?: 'https://paper.example/stories.json';
$loader = getenv('DATELINE_LOADER') ?: $registered['modules']['dateline-reader'];
$shortcode = $registered['shortcodes']['dateline'](array('src' => $feed, 'id' => 'main', 'onclick' => 'x()'), '<a href="/">All our stories</a><script>x()</script>');
$block = $registered['blocks']['dateline/reader']['render_callback'](array('src' => 'javascript:x()', 'layout' => '"><script>x()</script>', 'id' => 'block'));
?>
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>A theme with a plugin</title>
</head>
<body class="wp-site-blocks">
<main class="entry-content">
<?php echo $shortcode, "\n", $block; ?>

</main>
<?php foreach (array_keys($registered['enqueued']) as $id) { ?>
<script type="module" src="<?php echo esc_attr($loader); ?>" id="<?php echo esc_attr($id); ?>-js-module"></script>
<?php } ?>
</body>
</html>
