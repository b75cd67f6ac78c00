//! The one table of actions: everything a key, the palette or a script can ask of the console.
//!
//! Keymap files, footer, help, palette and the greying of keys read it; there is no second list. Knows no keys and
//! no screens. To add an action: one row here, its words `action-<id>` in `words/*/action.ftl`, its keys in
//! `keymaps/default.toml` (tests fail until all three are there).

use super::keymap::Context;

/// How much harm an action can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Danger {
    /// None: it shows, moves or types.
    Safe,
    /// It leaves a trace that others read; it can be taken back for some seconds.
    Writes,
    /// It goes against someone or cannot be mended: it needs a second look.
    Grave,
}

/// What the table says of an action.
#[derive(Debug)]
pub struct Row {
    /// The action.
    pub action: Action,
    /// Its name in keymap files and in the message catalogue.
    pub id: &'static str,
    /// The context in which its keys are bound; contexts built on that one have them too.
    pub home: Context,
    /// Its harm.
    pub danger: Danger,
    /// Its place in the footer, lower first; 0 stands in help and palette only.
    pub footer: u8,
}

macro_rules! actions {
    ($( $home:ident { $($name:ident $id:literal $danger:ident $($footer:literal)?;)+ } )+) => {
        /// Something that can be asked of the console.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Action {
            $($(
                #[doc = concat!("`", $id, "`.")]
                $name,
            )+)+
        }

        /// Every action, in the order of help.
        pub static ACTIONS: &[Row] = &[
            $($(Row {
                action: Action::$name,
                id: $id,
                home: Context::$home,
                danger: Danger::$danger,
                footer: 0 $(+ $footer)?,
            },)+)+
        ];
    };
}

actions! {
    Global {
        Back "back" Safe 80;
        NextTab "next_tab" Safe 60;
        PreviousTab "previous_tab" Safe;
        Tab1 "tab_1" Safe;
        Tab2 "tab_2" Safe;
        Tab3 "tab_3" Safe;
        Tab4 "tab_4" Safe;
        Tab5 "tab_5" Safe;
        Tab6 "tab_6" Safe;
        Tab7 "tab_7" Safe;
        Tab8 "tab_8" Safe;
        Tab9 "tab_9" Safe;
        TakeBack "take_back" Safe;
        GoInbox "go_inbox" Safe;
        GoItem "go_item" Safe;
        Backlog "backlog" Safe;
        StandIn "stand_in" Writes;
        Outbox "outbox" Safe;
        Notices "notices" Safe;
        Refresh "refresh" Safe;
        Palette "palette" Safe 95;
        Help "help" Safe 99;
        Tour "tour" Safe;
        NextTheme "next_theme" Safe;
        NextLanguage "next_language" Safe;
        Redraw "redraw" Safe;
        Stop "stop" Safe;
        Logout "logout" Safe;
        Quit "quit" Safe;
    }
    List {
        Up "up" Safe;
        Down "down" Safe;
        Left "left" Safe;
        Right "right" Safe;
        PageUp "page_up" Safe;
        PageDown "page_down" Safe;
        Home "home" Safe;
        End "end" Safe;
        Open "open" Safe 10;
        Select "select" Safe 40;
        SelectAll "select_all" Safe;
        ClearSelection "clear_selection" Safe;
    }
    Moves {
        Claim "claim" Writes 20;
        ReleaseClaim "release_claim" Writes;
        Accept "accept" Writes 52;
        Approve "approve" Writes 22;
        Refuse "refuse" Grave 23;
        RequestCorrection "request_correction" Writes 24;
        NotAccept "not_accept" Grave;
        NotNeeded "not_needed" Grave;
        SendToSecondReview "send_to_second_review" Writes;
        SendBack "send_back" Writes 54;
        Suspend "suspend" Writes;
        Resume "resume" Writes 55;
        Forward "forward" Grave;
        Transfer "transfer" Writes;
        Assign "assign" Writes 81;
        RecordFeedback "record_feedback" Writes 53;
        AmendFeedback "amend_feedback" Writes 56;
        Dispatch "dispatch" Writes 57;
        Deliver "deliver" Writes 58;
        ReturnDelivery "return_delivery" Writes 59;
        Note "note" Writes;
        Withdraw "withdraw" Grave;
        Void "void" Grave;
        ViewClear "view_clear" Writes;
        CopyNumber "copy_number" Safe;
        NextItem "next_item" Safe;
        PreviousItem "previous_item" Safe;
    }
    Inbox {
        Search "search" Safe 50;
        Filter "filter" Safe 51;
        Sort "sort" Safe;
        TurnSort "turn_sort" Safe;
        Columns "columns" Safe;
        SaveView "save_view" Safe;
        RenameView "rename_view" Safe;
        DeleteView "delete_view" Safe;
        Peek "peek" Safe;
    }
    Material {
        NextMaterial "next_material" Safe 31;
        PreviousMaterial "previous_material" Safe;
        NextPage "next_page" Safe 30;
        PreviousPage "previous_page" Safe;
        ZoomIn "zoom_in" Safe 32;
        ZoomOut "zoom_out" Safe 33;
        ZoomFit "zoom_fit" Safe;
        RotateRight "rotate_right" Safe 34;
        RotateLeft "rotate_left" Safe;
        PanLeft "pan_left" Safe;
        PanDown "pan_down" Safe;
        PanUp "pan_up" Safe;
        PanRight "pan_right" Safe;
        FieldsDown "fields_down" Safe;
        FieldsUp "fields_up" Safe;
        Save "save" Writes 36;
    }
    Reading {
        Drop "drop" Grave 20;
    }
    Form {
        NextField "next_field" Safe 20;
        PreviousField "previous_field" Safe;
        Phrases "phrases" Safe 30;
        Submit "submit" Writes 10;
        Cancel "cancel" Safe 80;
    }
    Editor {
        Undo "undo" Safe;
        Redo "redo" Safe;
    }
}

/// What a count before an action means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    /// Nothing: it is done once. Whatever writes is one of these.
    Once,
    /// It is done so often.
    Times,
    /// The row of that number.
    Row,
    /// The tab of that number.
    Tab,
}

/// The tabs by number.
pub const TABS: [Action; 9] = [
    Action::Tab1,
    Action::Tab2,
    Action::Tab3,
    Action::Tab4,
    Action::Tab5,
    Action::Tab6,
    Action::Tab7,
    Action::Tab8,
    Action::Tab9,
];

impl Action {
    /// The place of the tab that it goes to, from 0.
    pub fn tab(self) -> Option<usize> {
        TABS.iter().position(|tab| *tab == self)
    }

    /// What a count before it means.
    pub fn counted(self) -> Counted {
        match self {
            Self::Home | Self::End => Counted::Row,
            Self::NextTab => Counted::Tab,
            Self::PreviousTab
            | Self::Up
            | Self::Down
            | Self::Left
            | Self::Right
            | Self::PageUp
            | Self::PageDown
            | Self::NextPage
            | Self::PreviousPage
            | Self::ZoomIn
            | Self::ZoomOut
            | Self::RotateLeft
            | Self::RotateRight
            | Self::PanLeft
            | Self::PanDown
            | Self::PanUp
            | Self::PanRight => Counted::Times,
            _ => Counted::Once,
        }
    }

    /// The table's row of this action.
    pub fn row(self) -> &'static Row {
        &ACTIONS[self as usize]
    }

    /// The name in keymap files.
    pub fn id(self) -> &'static str {
        self.row().id
    }

    /// The id of the message that names it.
    pub fn message(self) -> String {
        format!("action-{}", self.id())
    }

    /// The action of a name.
    pub fn from_id(id: &str) -> Option<Self> {
        ACTIONS
            .iter()
            .find(|row| row.id == id)
            .map(|row| row.action)
    }
}
