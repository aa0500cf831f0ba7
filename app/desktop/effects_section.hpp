#pragma once

#include "app/desktop/panel_fields.hpp"
#include "editor/effects/effect_kind.hpp"
#include "editor/timeline/timeline.hpp"

#include <QCoreApplication>

class QComboBox;

namespace rushlight::app {

class Workspace;

/// What the inspector shows of a clip's effects: each with a switch, its values and what removes or
/// moves it, and a list to add one from. Transform and opacity have fields of their own. Changes
/// are edits of the film. Threads: the UI thread.
class EffectsSection {
    Q_DECLARE_TR_FUNCTIONS(EffectsSection)

public:
    EffectsSection(Workspace& workspace, QVBoxLayout& column, QWidget* parent);

    /// Shows the effects of a picture; null hides the section.
    void show(const editor::Item* item, bool locked);

private:
    using Change = std::function<void(editor::Effect&)>;

    void build();
    void build_effect(std::size_t place, const editor::EffectKind& kind);
    void build_number(const FieldSection& section,
                      std::size_t place,
                      const editor::Parameter& parameter);
    void
    build_text(const FieldSection& section, std::size_t place, const editor::Parameter& parameter);
    void fill();
    void set_value(std::size_t place, const std::string& parameter, editor::Value value);
    void change(std::size_t place, const Change& how);
    void commit(std::optional<editor::Timeline> next);
    [[nodiscard]] QString object_name(std::size_t place, const std::string& parameter) const;

    Workspace& workspace_;
    QWidget* widget_ = nullptr;
    QVBoxLayout* rows_ = nullptr;
    QWidget* list_ = nullptr; ///< what `build` made
    QComboBox* add_ = nullptr;
    std::vector<std::string> built_;           ///< names of the effects that `list_` is of
    std::vector<std::function<void()>> fills_; ///< each puts one value into its field
    editor::Item item_;
    bool locked_ = false;
    bool showing_ = false; ///< fields are being filled, not changed by hand
};

} // namespace rushlight::app
