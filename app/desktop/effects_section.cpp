#include "app/desktop/effects_section.hpp"

#include "app/desktop/panel_parts.hpp"
#include "app/desktop/workspace.hpp"
#include "editor/edits/effects.hpp"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSlider>
#include <QToolButton>
#include <cmath>

namespace rushlight::app {

namespace {

constexpr int slider_steps = 1000;

/// Those that have fields of their own in the inspector.
bool is_placing(const std::string& effect)
{
    return effect == "transform" || effect == "opacity";
}

/// "soft_light" → "Soft light"
QString words_of(const std::string& id)
{
    QString words = QString::fromStdString(id).replace(QLatin1Char('_'), QLatin1Char(' '));
    if (!words.isEmpty()) {
        words[0] = words[0].toUpper();
    }
    return QCoreApplication::translate("Effects", words.toUtf8().constData());
}

bool is_share(const editor::Parameter& parameter)
{
    return parameter.unit.rfind("share", 0) == 0;
}

/// From a parameter's value to what its field shows.
double factor_of(const editor::Parameter& parameter)
{
    return is_share(parameter) ? 100 : 1;
}

NumberField::Range range_of(const editor::Parameter& parameter)
{
    const double factor = factor_of(parameter);
    const double width = (parameter.most - parameter.least) * factor;
    return {parameter.least * factor,
            parameter.most * factor,
            width > 1000 ? 1 : width / 100,
            width > 1000  ? 0
            : width > 200 ? 1
                          : 2};
}

QString unit_of(const editor::Parameter& parameter)
{
    return is_share(parameter)           ? QCoreApplication::translate("Effects", " %")
           : parameter.unit == "degrees" ? QCoreApplication::translate("Effects", "°")
                                         : QString();
}

} // namespace

EffectsSection::EffectsSection(Workspace& workspace, QVBoxLayout& column, QWidget* parent)
    : workspace_(workspace)
    , widget_(new QWidget(parent))
{
    rows_ = new QVBoxLayout(widget_);
    rows_->setContentsMargins(0, 0, 0, 0);
    rows_->addWidget(section_heading(tr("Effects"), widget_));
    add_ = new QComboBox(widget_);
    add_->setObjectName(QStringLiteral("inspector.add_effect"));
    add_->setAccessibleName(tr("Add an effect"));
    add_->setPlaceholderText(tr("Add an effect"));
    for (const auto& kind : editor::known_effects()) {
        if (!is_placing(kind.effect)) {
            add_->addItem(words_of(kind.effect), QString::fromStdString(kind.effect));
        }
    }
    add_->setCurrentIndex(-1);
    QObject::connect(add_, &QComboBox::activated, widget_, [this](int index) {
        const std::string name = add_->itemData(index).toString().toStdString();
        add_->setCurrentIndex(-1);
        const auto* const kind = editor::find_kind(name);
        commit(editor::add_effect(
            *workspace_.timeline(), item_.id, {kind->effect, kind->version, {}}));
    });
    rows_->addWidget(add_);
    column.addWidget(widget_);
    widget_->hide();
}

QString EffectsSection::object_name(std::size_t place, const std::string& parameter) const
{
    return QStringLiteral("inspector.effect%1.%2")
        .arg(place)
        .arg(QString::fromStdString(parameter));
}

void EffectsSection::show(const editor::Item* item, bool locked)
{
    widget_->setVisible(item != nullptr);
    if (item == nullptr) {
        return;
    }
    item_ = *item;
    locked_ = locked;
    std::vector<std::string> names;
    for (const auto& effect : item_.clip->effects) {
        names.push_back(effect.effect);
    }
    if (list_ == nullptr || names != built_) {
        built_ = std::move(names);
        build();
    }
    fill();
}

void EffectsSection::build()
{
    if (list_ != nullptr) { // one of its buttons may be what is asking
        list_->hide();
        list_->deleteLater();
    }
    fills_.clear();
    list_ = new QWidget(widget_);
    auto* const column = new QVBoxLayout(list_);
    column->setContentsMargins(0, 0, 0, 0);
    for (std::size_t place = 0; place < built_.size(); ++place) {
        const auto* const kind = editor::find_kind(built_[place]);
        if (kind != nullptr && !is_placing(kind->effect)) {
            build_effect(place, *kind);
        } else if (kind == nullptr) {
            auto* const missing = sentence_label(list_);
            say(*missing,
                tr("%1 is unknown to this version; the clip is shown without it.")
                    .arg(QString::fromStdString(built_[place])));
            column->addWidget(missing);
        }
    }
    rows_->insertWidget(rows_->count() - 1, list_);
}

void EffectsSection::build_effect(std::size_t place, const editor::EffectKind& kind)
{
    const QString name = words_of(kind.effect);
    auto* const head = new QWidget(list_);
    auto* const line = new QHBoxLayout(head);
    line->setContentsMargins(0, 0, 0, 0);
    auto* const on = new QCheckBox(name, head);
    on->setObjectName(object_name(place, "on"));
    on->setAccessibleName(tr("%1 is on").arg(name));
    QObject::connect(on, &QCheckBox::toggled, head, [this, place](bool checked) {
        change(place, [&](editor::Effect& effect) { effect.enabled = checked; });
    });
    fills_.emplace_back([this, place, on] { on->setChecked(item_.clip->effects[place].enabled); });
    line->addWidget(on, 1);
    std::size_t before = place; // the one that works before it
    while (before > 0 && is_placing(built_[before - 1])) {
        --before;
    }
    if (before > 0) {
        auto* const earlier = new QToolButton(head);
        earlier->setObjectName(object_name(place, "earlier"));
        earlier->setArrowType(Qt::UpArrow);
        earlier->setAutoRaise(true);
        earlier->setToolTip(tr("Let %1 work earlier").arg(name));
        earlier->setAccessibleName(earlier->toolTip());
        QObject::connect(earlier, &QToolButton::clicked, head, [this, place, before] {
            commit(editor::move_effect(*workspace_.timeline(), item_.id, place, before - 1));
        });
        line->addWidget(earlier);
    }
    auto* const remove = panel_tool("remove", tr("Remove %1").arg(name), head);
    remove->setObjectName(object_name(place, "remove"));
    QObject::connect(remove, &QToolButton::clicked, head, [this, place] {
        commit(editor::remove_effect(*workspace_.timeline(), item_.id, place));
    });
    line->addWidget(remove);
    auto* const column = static_cast<QVBoxLayout*>(list_->layout());
    column->addWidget(head);
    auto* const body = new QWidget(list_);
    FieldSection fields;
    fields.widget = body;
    fields.form = new QFormLayout(body);
    fields.form->setContentsMargins(0, 0, 0, 0);
    fields.form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    fields.form->setLabelAlignment(Qt::AlignLeft);
    for (const auto& parameter : kind.parameters) {
        if (parameter.form == editor::ParameterForm::number) {
            build_number(fields, place, parameter);
        } else {
            build_text(fields, place, parameter);
        }
    }
    column->addWidget(body);
}

void EffectsSection::build_number(const FieldSection& section,
                                  std::size_t place,
                                  const editor::Parameter& parameter)
{
    const double factor = factor_of(parameter);
    auto* const both = new QWidget(section.widget);
    auto* const line = new QHBoxLayout(both);
    line->setContentsMargins(0, 0, 0, 0);
    auto* const slider = new QSlider(Qt::Horizontal, both);
    slider->setRange(0, slider_steps);
    slider->setTracking(false); // one edit when it is let go
    slider->setAccessibleName(words_of(parameter.id));
    slider->setObjectName(object_name(place, parameter.id + ".slider"));
    auto* const field = new NumberField(unit_of(parameter), range_of(parameter), both);
    field->setObjectName(object_name(place, parameter.id));
    line->addWidget(slider, 1);
    line->addWidget(field);
    section.add(words_of(parameter.id), both);
    field->setAccessibleName(words_of(parameter.id));
    QObject::connect(field, &QDoubleSpinBox::valueChanged, both, [=, this](double shown) {
        set_value(place, parameter.id, shown / factor);
    });
    QObject::connect(slider, &QSlider::valueChanged, both, [=, this](int step) {
        set_value(place,
                  parameter.id,
                  parameter.least + (parameter.most - parameter.least) * step / slider_steps);
    });
    fills_.emplace_back([=, this] {
        const auto& effect = item_.clip->effects[place];
        const auto found = effect.values.find(parameter.id);
        const bool moves =
            found != effect.values.end() && std::holds_alternative<editor::Curve>(found->second);
        const double value =
            editor::number_at(effect, parameter.id, item_.clip->source_start, parameter.standard);
        field->setValue(value * factor);
        slider->setValue(static_cast<int>(std::lround(
            (value - parameter.least) / (parameter.most - parameter.least) * slider_steps)));
        both->setEnabled(!moves);
        both->setToolTip(moves ? tr("This value moves along keyframes") : QString());
    });
}

void EffectsSection::build_text(const FieldSection& section,
                                std::size_t place,
                                const editor::Parameter& parameter)
{
    const QString name = object_name(place, parameter.id);
    const auto text = [this, place, parameter] {
        return QString::fromStdString(
            editor::text_of(item_.clip->effects[place], parameter.id, parameter.standard_text));
    };
    if (parameter.form == editor::ParameterForm::choice) {
        auto* const choice = new QComboBox(section.widget);
        choice->setObjectName(name);
        for (const auto& each : parameter.choices) {
            choice->addItem(words_of(each), QString::fromStdString(each));
        }
        section.add(words_of(parameter.id), choice);
        QObject::connect(choice, &QComboBox::activated, choice, [=, this](int index) {
            set_value(place, parameter.id, choice->itemData(index).toString().toStdString());
        });
        fills_.emplace_back([=] { choice->setCurrentIndex(choice->findData(text())); });
        return;
    }
    auto* const field = new QLineEdit(section.widget);
    field->setObjectName(name);
    section.add(words_of(parameter.id), field);
    QObject::connect(field, &QLineEdit::editingFinished, field, [=, this] {
        if (field->isModified()) {
            field->setModified(false);
            set_value(place, parameter.id, field->text().trimmed().toStdString());
        }
    });
    fills_.emplace_back([=] {
        if (!field->isModified()) {
            field->setText(text());
        }
    });
}

void EffectsSection::fill()
{
    showing_ = true;
    for (const auto& each : fills_) {
        each();
    }
    showing_ = false;
}

void EffectsSection::set_value(std::size_t place, const std::string& parameter, editor::Value value)
{
    if (showing_) {
        return;
    }
    const auto* const kind = editor::find_kind(item_.clip->effects[place].effect);
    for (const auto& each : kind->parameters) {
        if (each.id != parameter) {
            continue;
        }
        if (const auto fault = editor::fault_of(each, value)) {
            workspace_.tell(QString::fromStdString(*fault));
            fill();
            return;
        }
    }
    change(place, [&](editor::Effect& effect) { effect.values[parameter] = std::move(value); });
}

void EffectsSection::change(std::size_t place, const Change& how)
{
    if (showing_) {
        return;
    }
    editor::Effect effect = item_.clip->effects[place];
    how(effect);
    if (effect != item_.clip->effects[place]) {
        commit(editor::set_effect(*workspace_.timeline(), item_.id, place, effect));
    }
}

void EffectsSection::commit(std::optional<editor::Timeline> next)
{
    if (!workspace_.commit(std::move(next),
                           tr("Effect"),
                           locked_ ? tr("The clip's track is locked; unlock it first.")
                                   : tr("A clip can have 32 effects; remove one first."))) {
        fill();
    }
}

} // namespace rushlight::app
