#include "app/desktop/inspector.hpp"

#include "app/desktop/caption_section.hpp"
#include "app/desktop/effects_section.hpp"
#include "app/desktop/panel_fields.hpp"
#include "app/desktop/panel_parts.hpp"
#include "app/desktop/takes_panel.hpp"
#include "app/desktop/theme.hpp"
#include "app/desktop/workspace.hpp"
#include "app/project/stored_take.hpp"
#include "editor/edits/attributes.hpp"
#include "editor/edits/effects.hpp"
#include "editor/edits/speed.hpp"

#include <QComboBox>
#include <QCoreApplication>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <cmath>

namespace rushlight::app {

namespace {

using editor::Timeline;

using Section = FieldSection;

/// One clip with where it lies.
struct Chosen {
    editor::Item item;
    editor::TrackKind kind = editor::TrackKind::video;
    bool locked = false;
};

std::optional<Chosen> chosen(const Timeline& timeline, const editor::Place& place)
{
    const auto& track = *timeline.tracks[place.track];
    const auto& item = track.items.at(place.item);
    return item.clip ? std::optional(Chosen{item, track.kind, track.locked}) : std::nullopt;
}

QString timecode(const assets::Time& time, const assets::Time& rate)
{
    const auto whole = std::max<std::int64_t>(1, rate.round_at(1));
    const auto frame = time.floor_at(rate);
    const auto seconds = frame / whole;
    const QLatin1Char zero('0');
    return QStringLiteral("%1:%2:%3:%4")
        .arg(seconds / 3600, 2, 10, zero)
        .arg(seconds / 60 % 60, 2, 10, zero)
        .arg(seconds % 60, 2, 10, zero)
        .arg(frame % whole, 2, 10, zero);
}

class Inspector : public QWidget {
    Q_DECLARE_TR_FUNCTIONS(Inspector)

public:
    Inspector(Workspace& workspace, QWidget* parent)
        : QWidget(parent)
        , workspace_(workspace)
    {
        auto* const outer = new QVBoxLayout(this);
        outer->setContentsMargins(0, 0, 0, 0);
        pages_ = new QStackedWidget(this);
        outer->addWidget(pages_);
        auto* const scroll = new QScrollArea(pages_);
        scroll->setWidgetResizable(true);
        scroll->setFrameShape(QFrame::NoFrame);
        scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        scroll->setFocusPolicy(Qt::NoFocus);
        body_ = new QWidget(scroll);
        scroll->setWidget(body_);
        auto* const column = new QVBoxLayout(body_);
        column->setContentsMargins(spacing[2], spacing[1], spacing[2], spacing[2]);
        make_clip(*column);
        make_takes(*column);
        make_title(*column);
        caption_ = std::make_unique<CaptionSection>(workspace_, *column, body_);
        make_picture(*column);
        effects_ = std::make_unique<EffectsSection>(workspace_, *column, body_);
        make_sound(*column);
        make_recipe(*column);
        column->addStretch(1);
        pages_->addWidget(scroll);
        pages_->addWidget(empty_place(
            tr("Select a clip to see what it is made of and change it."), nullptr, pages_));
        connect(&workspace_, &Workspace::selection_changed, this, [this] { show(); });
        connect(&workspace_, &Workspace::timeline_changed, this, [this] { show(); });
        connect(&workspace_, &Workspace::media_changed, this, [this] {
            shown_take_.clear();
            show();
        });
        show();
    }

private:
    using Edit = std::function<std::optional<Timeline>(const Timeline&, editor::Id)>;

    // --- building -----------------------------------------------------------------------------

    NumberField* number(const Section& section,
                        const char* id,
                        const QString& name,
                        NumberField* field,
                        std::function<void(double)> changed)
    {
        field->setObjectName(QLatin1String("inspector.") + QLatin1String(id));
        section.add(name, field);
        connect(field, &QDoubleSpinBox::valueChanged, this, [this, changed](double value) {
            if (!showing_) {
                changed(value);
            }
        });
        return field;
    }

    QComboBox* choice(const Section& section,
                      const char* id,
                      const QString& name,
                      const QStringList& words,
                      std::function<void(int)> changed)
    {
        auto* const field = new QComboBox(section.widget);
        field->setObjectName(QLatin1String("inspector.") + QLatin1String(id));
        field->addItems(words);
        section.add(name, field);
        connect(field, &QComboBox::activated, this, [changed](int index) { changed(index); });
        return field;
    }

    QLineEdit*
    line(const Section& section, const char* id, const QString& name, std::function<void()> changed)
    {
        auto* const field = new QLineEdit(section.widget);
        field->setObjectName(QLatin1String("inspector.") + QLatin1String(id));
        section.add(name, field);
        connect(field, &QLineEdit::editingFinished, this, [this, field, changed] {
            if (!showing_ && field->isModified()) {
                field->setModified(false);
                changed();
            }
        });
        return field;
    }

    void make_clip(QVBoxLayout& column)
    {
        clip_ = Section(tr("Clip"), column, body_);
        name_ = line(clip_, "name", tr("Name"), [this] {
            edit(tr("Rename"), main_, [this](const Timeline& t, editor::Id id) {
                return editor::rename(t, id, name_->text().trimmed().toStdString());
            });
        });
        range_ = new QLabel(clip_.widget);
        range_->setTextInteractionFlags(Qt::TextSelectableByMouse);
        clip_.add(tr("Source"), range_);
        speed_ = number(clip_,
                        "speed",
                        tr("Speed"),
                        new NumberField(tr(" %"), {-2000, 2000, 5, 1}, clip_.widget),
                        [this](double percent) {
                            edit(tr("Speed"), main_, [percent](const Timeline& t, editor::Id id) {
                                return editor::set_speed(
                                    t, id, assets::Time(std::llround(percent * 10), 1000));
                            });
                        });
        const auto fades = [this](double) {
            edit(tr("Fades"), main_, [this](const Timeline& t, editor::Id id) {
                const auto rate = editor::unit_rate(t, main_->kind);
                const auto units = [&](const NumberField& field) {
                    return assets::Time(std::llround(field.value() * 1000), 1000).round_at(rate);
                };
                return editor::set_fades(t, id, units(*fade_in_), units(*fade_out_));
            });
        };
        fade_in_ = number(clip_,
                          "fade_in",
                          tr("Fade in"),
                          new NumberField(tr(" s"), {0, 600, 0.25, 2}, clip_.widget),
                          fades);
        fade_out_ = number(clip_,
                           "fade_out",
                           tr("Fade out"),
                           new NumberField(tr(" s"), {0, 600, 0.25, 2}, clip_.widget),
                           fades);
    }

    void make_takes(QVBoxLayout& column)
    {
        takes_ = new QWidget(body_);
        auto* const own = new QVBoxLayout(takes_);
        own->setContentsMargins(0, 0, 0, 0);
        own->addWidget(section_heading(tr("Takes"), takes_));
        own->addWidget(make_takes_panel(workspace_, takes_));
        column.addWidget(takes_);
    }

    void make_title(QVBoxLayout& column)
    {
        title_ = Section(tr("Title"), column, body_);
        const auto changed = [this] {
            edit_title();
        };
        text_ = new TextField([this] { edit_title(); }, title_.widget);
        text_->setObjectName(QStringLiteral("inspector.text"));
        title_.add(tr("Text"), text_);
        subtitle_ = line(title_, "subtitle", tr("Second line"), changed);
        placement_ = choice(title_,
                            "placement",
                            tr("Place"),
                            {tr("Centre"), tr("Lower third"), tr("Bottom")},
                            [changed](int) { changed(); });
        size_ = number(title_,
                       "size",
                       tr("Letters"),
                       new NumberField(tr(" % of height"), {0, 50, 0.5, 1}, title_.widget),
                       [changed](double) { changed(); });
        size_->setSpecialValueText(tr("as usual there"));
        colour_ = line(title_, "colour", tr("Colour"), changed);
        colour_->setPlaceholderText(QStringLiteral("#F6F3EC"));
    }

    void make_picture(QVBoxLayout& column)
    {
        picture_ = Section(tr("Picture"), column, body_);
        opacity_ =
            number(picture_,
                   "opacity",
                   tr("Opacity"),
                   new NumberField(tr(" %"), {0, 100, 5, 0}, picture_.widget),
                   [this](double percent) { set_value("opacity", "opacity", percent / 100); });
        fit_ =
            choice(picture_,
                   "fit",
                   tr("Fit"),
                   {tr("Whole picture, with bars"), tr("Fill the frame, cropped"), tr("Stretch")},
                   [this](int index) {
                       set_value("transform",
                                 "fit",
                                 std::string(index == 1   ? "fill"
                                             : index == 2 ? "stretch"
                                                          : "fit"));
                   });
        scale_ = number(picture_,
                        "scale",
                        tr("Scale"),
                        new NumberField(tr(" %"), {0, 1600, 5, 1}, picture_.widget),
                        [this](double percent) { set_value("transform", "scale", percent / 100); });
        x_ = number(picture_,
                    "x",
                    tr("Right"),
                    new NumberField(tr(" % of height"), {-800, 800, 1, 1}, picture_.widget),
                    [this](double percent) { set_value("transform", "x", percent / 100); });
        y_ = number(picture_,
                    "y",
                    tr("Down"),
                    new NumberField(tr(" % of height"), {-800, 800, 1, 1}, picture_.widget),
                    [this](double percent) { set_value("transform", "y", percent / 100); });
        rotation_ = number(picture_,
                           "rotation",
                           tr("Rotation"),
                           new NumberField(tr("°"), {-360, 360, 1, 1}, picture_.widget),
                           [this](double degrees) { set_value("transform", "rotation", degrees); });
    }

    void make_sound(QVBoxLayout& column)
    {
        sound_ = Section(tr("Sound"), column, body_);
        const auto level = [this](double) {
            edit(tr("Level"), heard_, [this](const Timeline& t, editor::Id id) {
                return editor::set_level(t, id, gain_->value(), pan_->value() / 100);
            });
        };
        gain_ = number(sound_,
                       "gain",
                       tr("Level"),
                       new NumberField(tr(" dB"), {-60, 24, 1, 1}, sound_.widget),
                       level);
        pan_ = number(sound_,
                      "pan",
                      tr("Pan"),
                      new NumberField(tr(" % right"), {-100, 100, 5, 0}, sound_.widget),
                      level);
    }

    void make_recipe(QVBoxLayout& column)
    {
        recipe_ = Section(tr("Recipe"), column, body_);
        for (const auto& [label, name] : {std::pair{&prompt_, tr("Prompt")},
                                          std::pair{&completed_, tr("Completed")},
                                          std::pair{&grounding_, tr("Understood")},
                                          std::pair{&seed_, tr("Seed")},
                                          std::pair{&mechanisms_, tr("Made by")}}) {
            *label = sentence_label(recipe_.widget);
            (*label)->setTextInteractionFlags(Qt::TextSelectableByMouse);
            recipe_.add(name, *label);
        }
    }

    // --- editing ------------------------------------------------------------------------------

    void edit(const QString& what, const std::optional<Chosen>& clip, const Edit& change)
    {
        if (!clip) {
            return;
        }
        auto next = change(*workspace_.timeline(), clip->item.id);
        if (!next) {
            show(); // back to what is: the value changed nothing or does not fit
            if (clip->locked) {
                workspace_.tell(tr("The clip's track is locked; unlock it first."));
            } else {
                workspace_.tell(tr("%1: this value does not fit the clip.").arg(what));
            }
            return;
        }
        workspace_.commit(std::move(next), what);
    }

    void
    set_value(const std::string& effect, const std::string& parameter, const editor::Value& value)
    {
        if (!seen_) {
            return;
        }
        editor::Effect changed{effect, 1, {}};
        for (const auto& one : seen_->item.clip->effects) {
            if (one.effect == effect) {
                changed = one;
            }
        }
        changed.values[parameter] = value;
        edit(effect == "opacity" ? tr("Opacity") : tr("Picture's place"),
             seen_,
             [&](const Timeline& t, editor::Id id) { return editor::set_effect(t, id, changed); });
    }

    void edit_title()
    {
        edit(tr("Title"),
             main_,
             [this](const Timeline& t, editor::Id id) -> std::optional<Timeline> {
                 const auto* const old = std::get_if<editor::Title>(&main_->item.clip->source);
                 if (old == nullptr) {
                     return std::nullopt;
                 }
                 editor::Title title = *old;
                 title.text = text_->toPlainText().toStdString();
                 title.subtitle = subtitle_->text().toStdString();
                 title.placement = static_cast<editor::Placement>(placement_->currentIndex());
                 title.size = size_->value() / 100;
                 title.colour = QColor(colour_->text()).isValid()
                                    ? QColor(colour_->text()).name().toUpper().toStdString()
                                    : old->colour;
                 return editor::set_title(t, id, title);
             });
    }

    // --- showing ------------------------------------------------------------------------------

    void choose()
    {
        main_.reset();
        seen_.reset();
        heard_.reset();
        const Timeline& timeline = *workspace_.timeline();
        const auto take = [&](const editor::Place& place) {
            const auto one = chosen(timeline, place);
            if (one) {
                auto& target = one->kind == editor::TrackKind::video ? seen_ : heard_;
                target = target ? target : one;
            }
            return one;
        };
        std::optional<editor::Place> first;
        for (const editor::Id id : workspace_.selection()) {
            const auto place = editor::find_item(timeline, id);
            if (place && take(*place) && !first) {
                first = place;
            }
        }
        main_ = seen_ ? seen_ : heard_;
        if (first && workspace_.selection().size() == 1) { // its other half comes along
            for (const auto& other : editor::linked(timeline, *first)) {
                take(other);
            }
        }
    }

    void show()
    {
        showing_ = true;
        choose();
        pages_->setCurrentIndex(main_ ? 0 : 1);
        if (main_) {
            show_clip();
            show_title();
            caption_->show(main_->item, main_->locked);
            show_picture();
            sound_.widget->setVisible(heard_.has_value());
            if (heard_) {
                gain_->setValue(heard_->item.clip->gain_db);
                pan_->setValue(heard_->item.clip->pan * 100);
            }
            show_recipe();
        }
        showing_ = false;
    }

    void show_clip()
    {
        const auto& clip = *main_->item.clip;
        const Timeline& timeline = *workspace_.timeline();
        const auto rate = editor::unit_rate(timeline, main_->kind);
        if (!name_->hasFocus() || !name_->isModified()) {
            name_->setText(QString::fromStdString(clip.name));
        }
        const assets::Time length = assets::Time(main_->item.length) / rate;
        range_->setText(
            tr("%1 to %2, %3")
                .arg(timecode(clip.source_start, timeline.rate),
                     timecode(editor::source_time(clip, main_->item.length, rate), timeline.rate),
                     length_in_words(length)));
        range_->setToolTip(tr("Trim or slip the clip on the timeline to show another part"));
        const bool media = std::holds_alternative<editor::Media>(clip.source);
        speed_->setEnabled(media && clip.speed != assets::Time(0) && !workspace_.read_only());
        speed_->setValue(clip.speed.seconds() * 100);
        fade_in_->setValue((assets::Time(clip.fade_in) / rate).seconds());
        fade_out_->setValue((assets::Time(clip.fade_out) / rate).seconds());
        takes_->setVisible(!clip.takes.empty());
        body_->setEnabled(!workspace_.read_only());
    }

    void show_title()
    {
        const auto* const title = std::get_if<editor::Title>(&main_->item.clip->source);
        title_.widget->setVisible(title != nullptr);
        if (title != nullptr) {
            const auto text = QString::fromStdString(title->text);
            if (text != text_->toPlainText() &&
                !(text_->hasFocus() && text_->document()->isModified())) {
                text_->setPlainText(text);
            }
            subtitle_->setText(QString::fromStdString(title->subtitle));
            placement_->setCurrentIndex(static_cast<int>(title->placement));
            size_->setValue(title->size * 100);
            colour_->setText(QString::fromStdString(title->colour));
        }
    }

    /// A value that moves is shown as it begins, and is not to be changed here.
    void show_value(NumberField& field,
                    const char* effect,
                    const char* parameter,
                    double otherwise,
                    double factor)
    {
        double value = otherwise;
        bool moves = false;
        for (const auto& one : seen_->item.clip->effects) {
            if (one.effect == effect) {
                value =
                    editor::number_at(one, parameter, seen_->item.clip->source_start, otherwise);
                const auto found = one.values.find(parameter);
                moves = found != one.values.end() &&
                        std::holds_alternative<editor::Curve>(found->second);
            }
        }
        field.setValue(value * factor);
        field.setEnabled(!moves);
        field.setToolTip(moves ? tr("This value moves along keyframes") : QString());
    }

    void show_picture()
    {
        const bool lies_in_picture =
            seen_ && !std::holds_alternative<editor::Caption>(seen_->item.clip->source);
        picture_.widget->setVisible(lies_in_picture);
        effects_->show(lies_in_picture ? &seen_->item : nullptr, seen_ && seen_->locked);
        if (!lies_in_picture) {
            return;
        }
        show_value(*opacity_, "opacity", "opacity", 1, 100);
        show_value(*scale_, "transform", "scale", 1, 100);
        show_value(*x_, "transform", "x", 0, 100);
        show_value(*y_, "transform", "y", 0, 100);
        show_value(*rotation_, "transform", "rotation", 0, 1);
        std::string fit = "fit";
        for (const auto& one : seen_->item.clip->effects) {
            if (one.effect == "transform") {
                fit = editor::text_of(one, "fit", fit);
            }
        }
        fit_->setCurrentIndex(fit == "fill" ? 1 : fit == "stretch" ? 2 : 0);
        fit_->setEnabled(std::holds_alternative<editor::Media>(seen_->item.clip->source));
    }

    void show_recipe()
    {
        const auto* const media = std::get_if<editor::Media>(&main_->item.clip->source);
        const std::string id = media == nullptr ? std::string() : media->take;
        if (id.empty() || !workspace_.is_open()) {
            recipe_.widget->hide();
            shown_take_.clear();
            return;
        }
        if (id == shown_take_) {
            return;
        }
        recipe_.widget->hide();
        workspace_.run([&] {
            const auto take =
                find_take(workspace_.project(), QString::fromStdString(id).toLongLong());
            if (!take || take->recipe_json.empty()) {
                return;
            }
            const auto lines = [](const std::vector<std::string>& texts) {
                QStringList all;
                for (const auto& text : texts) {
                    all << QString::fromStdString(text);
                }
                return all.join(QLatin1Char('\n'));
            };
            const auto& recipe = take->recipe;
            const auto tell = [](QLabel* label, const QString& text) {
                say(*label, text.isEmpty() ? QStringLiteral("–") : text, Tone::plain);
            };
            tell(prompt_, QString::fromStdString(recipe.request.prompt));
            tell(completed_, QString::fromStdString(recipe.completed_prompt));
            tell(grounding_, lines(recipe.grounding));
            tell(seed_, QString::number(recipe.request.seed));
            tell(mechanisms_, lines(recipe.mechanisms));
            recipe_.widget->show();
            shown_take_ = id;
        });
    }

    Workspace& workspace_;
    QStackedWidget* pages_ = nullptr;
    QWidget* body_ = nullptr;
    QWidget* takes_ = nullptr;
    Section clip_, title_, picture_, sound_, recipe_;
    std::unique_ptr<CaptionSection> caption_;
    std::unique_ptr<EffectsSection> effects_;
    QLineEdit *name_ = nullptr, *subtitle_ = nullptr, *colour_ = nullptr;
    QLabel* range_ = nullptr;
    TextField* text_ = nullptr;
    QComboBox *placement_ = nullptr, *fit_ = nullptr;
    NumberField *speed_ = nullptr, *fade_in_ = nullptr, *fade_out_ = nullptr, *size_ = nullptr;
    NumberField *opacity_ = nullptr, *scale_ = nullptr, *x_ = nullptr, *y_ = nullptr,
                *rotation_ = nullptr;
    NumberField *gain_ = nullptr, *pan_ = nullptr;
    QLabel *prompt_ = nullptr, *completed_ = nullptr, *grounding_ = nullptr, *seed_ = nullptr,
           *mechanisms_ = nullptr;
    std::optional<Chosen> main_;  ///< what the name, speed and fades are of
    std::optional<Chosen> seen_;  ///< what the picture's place is of
    std::optional<Chosen> heard_; ///< what the level is of
    std::string shown_take_;      ///< whose recipe is shown
    bool showing_ = false;        ///< fields are being filled, not changed by hand
};

} // namespace

QWidget* make_inspector(Workspace& workspace, QWidget* parent)
{
    return new Inspector(workspace, parent);
}

} // namespace rushlight::app
