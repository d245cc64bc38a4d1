//! What Telegram's service messages are, by their word. Knows nothing of how they are written.

use onrecord_model::Kind;

/// The kind of an action; an unknown one keeps its word.
pub(super) fn kind_of(action: &str) -> Kind {
    match action {
        "phone_call"
        | "group_call"
        | "group_call_scheduled"
        | "invite_to_group_call"
        | "conference_call" => Kind::Call,
        "create_group"
        | "create_channel"
        | "invite_members"
        | "remove_members"
        | "join_group_by_link"
        | "join_group_by_request"
        | "migrate_to_supergroup"
        | "migrate_from_group" => Kind::Membership,
        "edit_group_title"
        | "edit_group_photo"
        | "delete_group_photo"
        | "suggest_profile_photo"
        | "topic_edit"
        | "topic_created" => Kind::ProfileChange,
        "clear_history" => Kind::Deletion,
        "requested_phone_number" | "requested_peer" => Kind::Request,
        "pin_message"
        | "joined_telegram"
        | "take_screenshot"
        | "set_messages_ttl"
        | "proximity_reached"
        | "edit_chat_theme"
        | "set_chat_wallpaper"
        | "set_same_chat_wallpaper"
        | "score_in_game"
        | "send_payment"
        | "allow_sending_messages"
        | "attach_menu_bot_allowed"
        | "web_app_bot_allowed"
        | "send_passport_values"
        | "send_webview_data"
        | "send_premium_gift"
        | "send_star_gift"
        | "send_stars_gift"
        | "gift_code_prize"
        | "boost_apply"
        | "giveaway_launch"
        | "giveaway_results"
        | "paid_messages_refund"
        | "paid_messages_price_change" => Kind::System,
        other => Kind::Unknown(other.into()),
    }
}
