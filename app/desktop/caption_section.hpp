#pragma once

#include "app/desktop/panel_fields.hpp"
#include "editor/timeline/timeline.hpp"

#include <QCoreApplication>

class QComboBox;
class QLineEdit;

namespace rushlight::app {

class Workspace;

/// What the inspector shows of a caption: its text, its style and who speaks. Changes are edits of
/// the film. Threads: the UI thread.
class CaptionSection {
    Q_DECLARE_TR_FUNCTIONS(CaptionSection)

public:
    CaptionSection(Workspace& workspace, QVBoxLayout& column, QWidget* parent);

    /// Shows a caption; hides itself for every other clip.
    void show(const editor::Item& item, bool locked);

private:
    /// The caption with what the fields say.
    void change();

    Workspace& workspace_;
    FieldSection section_;
    TextField* text_ = nullptr;
    QComboBox* style_ = nullptr;
    QLineEdit* speaker_ = nullptr;
    editor::Item item_;
    bool locked_ = false;
    bool showing_ = false; ///< fields are being filled, not changed by hand
};

} // namespace rushlight::app
