<?php
/**
 * Plugin Name: Dateline
 * Description: A reader of stories: the shortcode [dateline src="…"], and a block of the same name.
 * Version: 0.1.0
 * Requires at least: 6.5
 * Requires PHP: 7.4
 * License: MIT OR Apache-2.0
 */

if (!defined('ABSPATH')) {
	exit;
}

const DATELINE_LOADER = 'https://cdn.example/dateline/v1/dateline.js';

/** The attributes that an editor may set. */
const DATELINE_ATTRIBUTES = array(
	'src' => '', 'layout' => '', 'query' => '', 'tags' => '', 'match' => '', 'from' => '', 'to' => '', 'sort' => '',
	'page-size' => '', 'heading-level' => '', 'lang' => '', 'theme' => '', 'url-sync' => '', 'open-in' => '', 'id' => '',
);

/** The element, with what stands between its tags until the stories have come. */
function dateline_element($attributes, $content = '') {
	wp_enqueue_script_module('dateline-reader');
	$html = '<dateline-reader';
	foreach (shortcode_atts(DATELINE_ATTRIBUTES, (array) $attributes, 'dateline') as $name => $value) {
		if ($value === '') {
			continue;
		}
		$html .= ' ' . $name . '="' . ($name === 'src' ? esc_url($value, array('http', 'https')) : esc_attr($value)) . '"';
	}
	return $html . '>' . wp_kses_post($content) . '</dateline-reader>';
}

add_action('init', function () {
	wp_register_script_module('dateline-reader', DATELINE_LOADER, array(), null);
	add_shortcode('dateline', 'dateline_element');
	$attributes = array();
	foreach (array_keys(DATELINE_ATTRIBUTES) as $name) {
		$attributes[$name] = array('type' => 'string', 'default' => '');
	}
	register_block_type('dateline/reader', array('attributes' => $attributes, 'render_callback' => 'dateline_element'));
});
