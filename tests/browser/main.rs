//! The built reader in real browsers: Chromium, Firefox and WebKitGTK, over W3C WebDriver.
//!
//! `cargo xtask test` runs everything here; `cargo xtask test --only NAME` runs one scenario. A scenario is written once, in
//! `scenarios/`, as a function that gets a page; the list below makes it a test of each engine.
//! A few tasks that need a browser, such as screenshots, are in `tasks/`.
//! The tests read `DATELINE_SITE`, the folder `cargo xtask dist` wrote (`dist/site` when not set).

#![cfg(not(target_arch = "wasm32"))]

mod archives;
mod feeds;
mod host;
mod lab;
mod page;
mod scenarios;
mod server;
mod tasks;
mod webdriver;

/// Makes each scenario a test of each engine, named like `chromium::keys_and_clicks_reach_a_shadow_root`.
macro_rules! scenarios {
    ($($file:ident { $($name:ident)* })*) => {
        scenarios!(@engine chromium Chromium $($($file $name)*)*);
        scenarios!(@engine firefox Firefox $($($file $name)*)*);
        scenarios!(@engine webkit Webkit $($($file $name)*)*);
    };
    (@engine $module:ident $engine:ident $($file:ident $name:ident)*) => {
        mod $module {
            $(
                #[test]
                #[ignore = "needs browsers: cargo xtask test runs it"]
                fn $name() {
                    crate::lab::run(crate::lab::Engine::$engine, stringify!($name), crate::scenarios::$file::$name);
                }
            )*
        }
    };
}

scenarios! {
    machine {
        keys_and_clicks_reach_a_shadow_root
    }
    standalone {
        the_site_shows_the_demo_stories_with_their_pictures
        the_site_opens_without_a_network
        the_sites_panel_changes_the_reader_and_prints_the_lines_to_embed
    }
    reading {
        a_card_shows_each_part_of_a_story_as_what_it_is
        a_story_opens_in_place_with_all_its_pictures
        escape_returns_to_the_card_that_was_left
        the_back_button_of_a_story_returns_to_the_list
        the_browsers_back_and_forward_close_and_open_a_story
        a_link_to_a_story_opens_it
        a_tag_in_a_story_filters_the_list
        more_stories_come_on_request
        a_story_can_be_read_with_the_keyboard_alone
        a_story_in_another_language_says_so
        a_page_may_keep_a_story_from_opening
    }
    story {
        pictures_open_large_and_are_leafed_through_by_keys
        buttons_do_in_the_gallery_what_fingers_do
        a_story_is_shared_by_the_browser_or_its_link_copied
        a_citation_keeps_the_credits_of_the_pictures
        a_story_is_printed_whole_with_its_links
        the_reader_chooses_size_face_and_colours
        pictures_on_request_show_their_words_before_they_come
        saved_and_read_stories_are_marked_and_the_list_narrowed_to_them
        marks_and_choices_are_kept_only_where_the_page_allows_it
        refused_storage_is_no_error
    }
    links {
        a_link_to_any_view_shows_it_elsewhere
    }
    archives {
        an_archive_is_shown_searched_narrowed_and_read
        a_long_archive_is_read_in_parts
        a_file_of_no_use_is_named_and_what_is_shown_stays
        a_story_whose_text_is_missing_keeps_its_head
        the_next_key_does_not_wait_for_the_one_before
        a_feed_and_an_archive_make_one_list
        an_archive_of_a_later_version_is_named
        suggestions_passages_and_related_stories_come_out_of_archives
    }
    returning {
        a_line_stands_where_the_reader_left_off
        a_lead_that_was_there_stays_above_the_line
        nobody_is_told_of_former_visits_unasked
    }
    listening {
        a_story_is_read_aloud_sentence_by_sentence
        listening_can_be_paused_sped_up_skipped_and_stopped
        a_whole_list_is_read_one_story_after_another
        a_page_that_opens_stories_itself_is_not_listened_to_as_a_list
        a_story_is_read_in_its_own_language
        one_reader_of_a_page_speaks_at_a_time
        without_highlights_the_block_is_marked
        without_a_segmenter_sentences_are_cut_by_rule
        without_a_voice_it_is_said_when_someone_asks
        without_all_that_a_browser_may_lack_stories_are_found_and_read
    }
    accessibility {
        axe_has_nothing_to_say_in_any_theme
        axe_has_nothing_to_say_of_the_site_with_its_panel
        axe_has_nothing_to_say_in_arabic
        spaced_text_and_a_narrow_window_cut_nothing_off
    }
    pseudo {
        no_word_of_the_interface_is_written_into_the_code
    }
    trees {
        cards_stories_and_results_are_told_as_what_they_are
    }
    finding {
        typing_finds_stories_and_marks_the_words
        on_a_slow_machine_what_is_typed_stands_and_is_found
        words_in_a_caption_or_credit_are_found_and_shown
        the_number_of_results_is_announced
        clearing_the_field_brings_everything_back
        tags_narrow_by_any_or_all_and_clear
        the_number_on_a_tag_is_what_it_would_show
        an_empty_result_names_the_filter_to_drop
        the_view_is_kept_in_the_address
        the_order_can_be_chosen_and_is_said_as_it_is
        only_the_controls_that_the_page_names_are_shown
        the_timeline_is_brushed_with_the_pointer
        the_sliders_narrow_the_days_with_the_keyboard
        a_tag_can_be_left_out
        arrow_keys_lead_along_the_tags
        a_query_is_said_as_it_was_understood
        a_suggested_story_is_opened_from_the_field
    }
    long_lists {
        a_long_list_keeps_a_bounded_part_of_itself_on_the_page
        a_list_may_go_on_by_scrolling
        behind_the_last_story_of_a_page_comes_the_next_page
    }
    keyboard {
        j_and_k_lead_from_story_to_story_and_o_opens
        slash_f_and_escape_find_and_leave
        a_whole_visit_needs_no_pointer
        a_question_mark_lists_the_keys
        the_page_may_keep_single_keys_for_itself
        the_focus_stays_inside_when_what_has_it_goes
        news_waits_for_the_reader
    }
    broken_feeds {
        a_missing_feed_is_named_and_the_publishers_own_list_stays
        trying_again_helps_once_the_feed_is_back
        what_is_not_json_is_said_to_be_no_list_of_stories
        a_feed_that_ends_in_the_middle_keeps_what_came
        a_connection_that_breaks_keeps_what_came
        an_empty_feed_says_so
        one_bad_item_costs_one_story
        a_feed_other_pages_may_not_read_is_explained
        the_publishers_own_list_bridges_a_slow_start
        without_a_list_of_the_publishers_a_slow_start_looks_like_what_comes
        the_first_cards_are_there_before_a_long_feed_ends
        a_search_that_found_nothing_is_cleared_while_a_feed_is_read
        a_hundred_thousand_stories_are_read_and_searched
    }
    formats {
        an_rss_feed_is_shown_before_it_ends
        a_language_behind_the_stories_is_theirs_too
        older_pages_come_on_request
        a_search_fetches_older_pages_but_not_without_end
        wordpress_counts_its_pages_in_a_header
        stories_that_may_not_be_shown_are_not
        the_preview_names_what_is_wrong_and_missing
    }
    hostile {
        payloads_of_a_feed_run_nothing_and_fetch_nothing
        payloads_under_trusted_types_do_not_even_try
        payloads_of_other_formats_and_next_pages_do_nothing_either
        the_same_payloads_as_html_are_caught
    }
    examples {
        every_host_page_shows_cards_search_filter_story_and_back
        every_framework_shows_cards_search_filter_story_and_back
        a_page_made_with_yew_draws_a_reader_and_neither_hears_the_other
        a_wordpress_plugin_shows_its_shortcode
    }
    publishing {
        what_is_printed_is_replaced_without_a_shift
        every_page_in_the_docs_shows_stories
    }
    markup {
        slots_hold_what_the_publisher_puts_around_and_in_place
        a_template_draws_cards_with_the_publishers_markup
        values_in_a_template_stay_text
        a_page_hears_of_links_and_may_keep_them
    }
    faults {
        under_the_strictest_policy_all_works_and_nothing_is_reported
        each_relaxation_of_the_policy_is_needed_and_named
        without_leave_for_pictures_stories_have_none
        each_damage_to_a_file_of_the_reader_is_named
        a_fault_of_its_own_starts_a_fresh_reader_once
        a_fault_that_stays_leaves_the_publishers_own_list
    }
    copies {
        without_a_network_the_last_good_copy_is_shown_with_its_age
        the_feed_replaces_its_copy_without_a_jump
        a_feed_that_has_not_changed_is_not_sent_again
        no_copy_is_kept_or_missed_where_nobody_asks_or_none_can_be
    }
    starting {
        a_feed_is_asked_for_once_while_the_reader_comes
        a_reader_that_takes_long_says_that_it_is_coming
        what_is_done_on_the_first_screen_is_done_by_the_whole_reader
        an_element_that_has_gone_asks_archives_nothing
        archives_are_asked_before_all_of_the_reader_is_there
        which_stories_have_a_word_is_asked_before_the_reader_is_there
        without_the_rest_of_the_reader_stories_can_be_followed
        another_address_meanwhile_is_the_one_that_counts
        stories_that_are_handed_over_meanwhile_are_shown
        the_lines_that_preload_have_each_file_fetched_once
        the_lines_that_preload_for_archives_have_each_file_fetched_once
    }
    isolation {
        the_page_is_the_same_before_and_after
        a_thousand_mounts_leave_one_app_and_bounded_memory
        a_day_of_refreshes_leaves_memory_flat
    }
    strangers {
        two_readers_work_alone_on_a_hostile_page
        a_page_that_forbids_webassembly_keeps_its_own_list
        a_reader_that_is_moved_keeps_what_was_typed
        a_reader_may_be_removed_and_another_put_in_its_place
        a_new_address_shows_the_new_feed
        a_reader_far_below_waits_until_it_is_near
        a_loader_that_comes_twice_works_once
        stories_may_be_handed_over_by_the_page
    }
}
