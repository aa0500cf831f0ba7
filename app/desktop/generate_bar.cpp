#include "app/desktop/generate_bar.hpp"

#include "app/desktop/picture_well.hpp"
#include "app/desktop/shot_choices.hpp"
#include "app/desktop/theme.hpp"

#include <QAction>
#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRandomGenerator>
#include <QRegularExpressionValidator>
#include <QToolButton>

namespace rushlight::app {

namespace {

/// "One problem" in the colour of bad, empty when there is none.
void say(QLabel* label, const QString& sentence)
{
    QPalette palette = label->palette();
    palette.setColor(QPalette::WindowText, roles().bad);
    label->setPalette(palette);
    label->setText(sentence);
    label->setToolTip(sentence);
}

} // namespace

struct GenerateBar::State {
    std::vector<generation::Limits> families;
    generation::Limits limits;
    bool ready = false;
    QComboBox* family = nullptr;
    QPlainTextEdit* prompt = nullptr;
    QLineEdit* negative = nullptr;
    PictureWell* first_frame = nullptr;
    QToolButton* paint = nullptr;
    std::vector<generation::BrushRegion> brush;
    QComboBox* size = nullptr;
    QComboBox* length = nullptr;
    QComboBox* camera = nullptr;
    QDoubleSpinBox* motion = nullptr;
    QDoubleSpinBox* guidance = nullptr;
    QLineEdit* seed = nullptr;
    QHBoxLayout* chips = nullptr;
    QCheckBox* another = nullptr;
    QCheckBox* remix = nullptr;
    QDoubleSpinBox* strength = nullptr;
    QPushButton* generate = nullptr;
    QLabel* problem = nullptr;
    std::vector<QToolButton*> members;
    QString clip;                 ///< the selected one's name
    std::vector<QWidget*> marked; ///< fields with a problem

    /// The family's usual length in place of one that it does not have.
    void choose_length(int frames) const
    {
        const int found = length->findData(frames);
        length->setCurrentIndex(found >= 0 ? found : length->findData(limits.frame_counts.front()));
    }

    /// The field of a problem's JSON pointer.
    [[nodiscard]] QWidget* field(const std::string& pointer) const
    {
        const auto begins = [&](const char* name) {
            return pointer.rfind(name, 0) == 0;
        };
        return begins("/model")       ? static_cast<QWidget*>(family)
               : begins("/negative")  ? negative
               : begins("/size")      ? size
               : begins("/frames")    ? length
               : begins("/camera")    ? camera
               : begins("/motion")    ? motion
               : begins("/guidance")  ? guidance
               : begins("/seed")      ? seed
               : begins("/keyframes") ? first_frame
               : begins("/brush")     ? paint
               : begins("/source")    ? strength
                                      : static_cast<QWidget*>(prompt);
    }
};

GenerateBar::GenerateBar(QWidget* parent)
    : QWidget(parent)
    , state_(std::make_unique<State>())
{
    State& state = *state_;
    state.prompt = new QPlainTextEdit(this);
    state.prompt->setObjectName(QStringLiteral("generate.prompt"));
    state.prompt->setPlaceholderText(
        tr("What the shot shows: “Wide shot. A red fox runs through a snowy forest at dusk.”"));
    state.prompt->setAccessibleName(tr("Prompt"));
    state.prompt->setTabChangesFocus(true);
    state.prompt->setFixedHeight(2 * control_height);
    state.first_frame = new PictureWell(tr("First frame"), this);
    state.paint = new QToolButton(this);
    state.paint->setObjectName(QStringLiteral("generate.paint"));
    state.paint->setIcon(icon("brush"));
    state.paint->setIconSize({20, 20});
    state.paint->setToolButtonStyle(Qt::ToolButtonTextUnderIcon);
    state.paint->setAutoRaise(true);
    state.paint->setCheckable(true);
    state.paint->setFocusPolicy(Qt::StrongFocus);
    state.paint->setFixedSize(64, 56);
    state.generate = new QPushButton(icon("generate"), tr("Generate"), this);
    state.generate->setObjectName(QStringLiteral("generate.button"));
    state.generate->setDefault(true);
    state.generate->setToolTip(tr("Ctrl+Enter"));
    state.generate->setMinimumWidth(120);

    state.family = new QComboBox(this);
    state.family->setObjectName(QStringLiteral("generate.family"));
    state.family->setVisible(false);
    state.size = new QComboBox(this);
    state.length = new QComboBox(this);
    state.camera = new QComboBox(this);
    state.motion = new QDoubleSpinBox(this);
    state.motion->setRange(-0.5, 10);
    state.motion->setSingleStep(0.5);
    state.motion->setDecimals(1);
    state.motion->setValue(-0.5);
    state.motion->setPrefix(tr("Motion "));
    state.motion->setSpecialValueText(tr("Motion as written")); // the prompt says how much moves
    state.guidance = new QDoubleSpinBox(this);
    state.guidance->setRange(0, 15); // 0, not set: the family's own comes with its limits
    state.guidance->setSingleStep(0.5);
    state.guidance->setDecimals(1);
    state.guidance->setPrefix(tr("Guidance "));
    state.seed = new QLineEdit(this);
    state.seed->setObjectName(QStringLiteral("generate.seed"));
    state.seed->setPlaceholderText(tr("Seed: any"));
    state.seed->setMaximumWidth(112);
    state.seed->setValidator(new QRegularExpressionValidator(
        QRegularExpression(QStringLiteral("\\d{0,18}")), state.seed));
    state.negative = new QLineEdit(this);
    state.negative->setPlaceholderText(tr("Without…"));
    state.negative->setMaximumWidth(160);
    state.another = new QCheckBox(tr("Another take"), this);
    state.another->setVisible(false);
    state.remix = new QCheckBox(tr("Remix"), this);
    state.remix->setObjectName(QStringLiteral("generate.remix"));
    state.remix->setVisible(false);
    state.strength = new QDoubleSpinBox(this);
    state.strength->setObjectName(QStringLiteral("generate.strength"));
    state.strength->setRange(0, 100);
    state.strength->setSingleStep(5);
    state.strength->setDecimals(0);
    state.strength->setValue(60);
    state.strength->setPrefix(tr("Change "));
    state.strength->setSuffix(tr(" %"));
    state.strength->setVisible(false);
    state.problem = new QLabel(this);
    state.problem->setObjectName(QStringLiteral("generate.problem"));
    state.problem->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    const std::initializer_list<std::pair<QWidget*, QString>> names{
        {state.family, tr("Made by")},
        {state.size, tr("Size")},
        {state.length, tr("Length")},
        {state.camera, tr("Camera")},
        {state.motion, tr("Motion, 0 to 10")},
        {state.guidance, tr("Guidance")},
        {state.seed, tr("Seed")},
        {state.strength, tr("How much of the clip may change")},
        {state.negative, tr("What the shot must not show")}};
    for (const auto& [widget, name] : names) {
        widget->setAccessibleName(name);
        widget->setToolTip(name);
    }

    for (QComboBox* const box : {state.family, state.size, state.length, state.camera}) {
        box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    }

    auto* const column = new QVBoxLayout(this);
    column->setContentsMargins(spacing[2], spacing[1], spacing[2], spacing[1]);
    column->setSpacing(spacing[1]);
    auto* const upper = new QHBoxLayout;
    upper->setSpacing(spacing[1]);
    upper->addWidget(state.first_frame);
    upper->addWidget(state.paint);
    upper->addWidget(state.prompt, 1);
    upper->addWidget(state.generate);
    state.generate->setFixedHeight(2 * control_height);
    column->addLayout(upper);
    auto* const lower = new QHBoxLayout;
    lower->setSpacing(spacing[1]);
    for (QWidget* const one : std::initializer_list<QWidget*>{state.family,
                                                              state.size,
                                                              state.length,
                                                              state.camera,
                                                              state.motion,
                                                              state.guidance,
                                                              state.seed,
                                                              state.negative}) {
        lower->addWidget(one);
    }
    state.chips = new QHBoxLayout;
    state.chips->setSpacing(spacing[0]);
    lower->addLayout(state.chips);
    lower->addWidget(state.another);
    lower->addWidget(state.remix);
    lower->addWidget(state.strength);
    lower->addWidget(state.problem, 1);
    column->addLayout(lower);

    auto* const now = new QAction(tr("Generate"), this);
    now->setObjectName(QStringLiteral("generate.now"));
    now->setShortcuts(
        {QKeySequence(Qt::CTRL | Qt::Key_Return), QKeySequence(Qt::CTRL | Qt::Key_Enter)});
    addAction(now);
    connect(now, &QAction::triggered, this, [this] { ask(); });
    connect(state.generate, &QPushButton::clicked, this, [this] { ask(); });
    connect(state.paint, &QToolButton::toggled, this, &GenerateBar::painting_wanted);
    connect(state.first_frame, &PictureWell::file_changed, this, [this] {
        set_brush({}); // its regions were of the picture before
        if (state_->first_frame->file().empty()) {
            stop_painting();
        } else if (state_->paint->isChecked()) {
            emit painting_wanted(true);
        }
    });
    connect(state.family, &QComboBox::activated, this, [this](int chosen) {
        set_limits(state_->families.at(static_cast<std::size_t>(chosen)));
        emit family_chosen();
    });
    connect(state.size, &QComboBox::currentIndexChanged, this, [this] {
        if (state_->paint->isChecked()) {
            emit painting_wanted(true);
        }
    });
    const auto show_strength = [this] {
        state_->strength->setVisible(state_->remix->isVisible() && state_->remix->isChecked());
    };
    connect(state.another, &QCheckBox::toggled, this, [this](bool on) {
        state_->remix->setChecked(state_->remix->isChecked() && !on);
    });
    connect(state.remix, &QCheckBox::toggled, this, [this, show_strength](bool on) {
        state_->another->setChecked(state_->another->isChecked() && !on);
        show_strength();
    });
    set_brush({});
    connect(state.prompt, &QPlainTextEdit::textChanged, this, [this] { refuse({}, {}); });
    setFocusProxy(state.prompt);
    set_unready(tr("The engine starts when a film is open."));
}

GenerateBar::~GenerateBar() = default;

void GenerateBar::set_brush(const std::vector<generation::BrushRegion>& regions)
{
    State& state = *state_;
    state.brush = regions;
    const bool can = !state.first_frame->file().empty() && state.limits.brush;
    state.paint->setEnabled(can);
    state.paint->setText(regions.empty() ? tr("Brush") : tr("Brush %1").arg(regions.size()));
    state.paint->setAccessibleName(
        tr("Paint what moves, %n region(s)", nullptr, static_cast<int>(regions.size())));
    state.paint->setToolTip(can ? tr("Paint over the first frame what moves, and where to")
                                : tr("Give the shot a first frame, then paint what moves"));
    refuse({}, {});
}

void GenerateBar::stop_painting()
{
    state_->paint->setChecked(false);
}

const generation::Limits& GenerateBar::limits() const
{
    return state_->limits;
}

void GenerateBar::set_families(const std::vector<generation::Limits>& families)
{
    State& state = *state_;
    state.families = families;
    fill_families(*state.family, families);
    state.family->setVisible(families.size() > 1);
    const auto shown = std::find_if(families.begin(), families.end(), [&](const auto& one) {
        return one.family == state.limits.family;
    });
    const auto index = shown == families.end() ? 0 : shown - families.begin();
    state.family->setCurrentIndex(static_cast<int>(index));
    set_limits(families.at(static_cast<std::size_t>(index)));
}

void GenerateBar::set_limits(const generation::Limits& limits)
{
    State& state = *state_;
    const Wish before = wish();
    const bool chosen = state.size->count() > 0;
    const QString camera_before = state.camera->currentText();
    const bool same = state.limits.family == limits.family; // each has a guidance of its own
    state.limits = limits;
    state.ready = true;
    fill_sizes(*state.size, limits);
    fill_lengths(*state.length, limits);
    fill_cameras(*state.camera, limits);
    if (chosen) {
        choose_size(before.request.size);
        state.choose_length(before.request.frames);
        state.camera->setCurrentIndex(std::max(0, state.camera->findText(camera_before)));
    }
    state.motion->setEnabled(limits.motion);
    state.negative->setEnabled(limits.negative);
    state.first_frame->setEnabled(limits.image);
    state.guidance->setEnabled(limits.guidance_most > 1);
    for (QToolButton* const member : state.members) {
        member->setEnabled(limits.cast_most > 0);
    }
    set_clip(state.clip);
    set_brush(state.brush);
    state.guidance->setRange(1, limits.guidance_most);
    state.guidance->setValue(chosen && same && before.request.guidance >= 1
                                 ? before.request.guidance
                                 : limits.guidance_default);
    state.generate->setEnabled(true);
    refuse({}, {});
}

void GenerateBar::choose_size(const generation::Size& size)
{
    const auto& sizes = state_->limits.sizes;
    const auto found = std::find(sizes.begin(), sizes.end(), size);
    if (found != sizes.end()) {
        state_->size->setCurrentIndex(static_cast<int>(found - sizes.begin()));
    }
}

void GenerateBar::set_unready(const QString& sentence)
{
    state_->ready = false;
    state_->generate->setEnabled(false);
    state_->problem->setText(sentence);
    state_->problem->setToolTip(sentence);
    QPalette palette = state_->problem->palette();
    palette.setColor(QPalette::WindowText, roles().muted);
    state_->problem->setPalette(palette);
}

void GenerateBar::set_cast(const std::vector<Member>& members)
{
    State& state = *state_;
    const auto before = wish().cast;
    for (QToolButton* const old : state.members) {
        old->deleteLater();
    }
    state.members.clear();
    for (const auto& member : members) {
        auto* const chip = new QToolButton(this);
        chip->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        chip->setIcon(icon(member.refusal.isEmpty() ? "cast" : "lock"));
        chip->setText(QLatin1Char('@') + member.handle);
        chip->setCheckable(true);
        chip->setAccessibleName(tr("Cast %1").arg(member.handle));
        chip->setToolTip(member.refusal.isEmpty() ? tr("Put @%1 into the shot").arg(member.handle)
                                                  : member.refusal);
        chip->setProperty("handle", member.handle);
        chip->setChecked(std::find(before.begin(), before.end(), member.handle.toStdString()) !=
                         before.end());
        chip->setEnabled(state.limits.cast_most > 0);
        chip->setFocusPolicy(Qt::StrongFocus);
        state.chips->addWidget(chip);
        state.members.push_back(chip);
    }
}

void GenerateBar::set_clip(const QString& name)
{
    state_->clip = name;
    state_->another->setVisible(!name.isEmpty());
    state_->another->setToolTip(tr("Make another take of “%1” instead of a new shot").arg(name));
    const bool can_remix = !name.isEmpty() && state_->limits.remix;
    state_->remix->setVisible(can_remix);
    state_->remix->setToolTip(tr("Make a new shot out of “%1”").arg(name));
    if (name.isEmpty()) {
        state_->another->setChecked(false);
        state_->remix->setChecked(false);
    }
    state_->strength->setVisible(can_remix && state_->remix->isChecked());
}

void GenerateBar::show_request(const generation::Request& request)
{
    State& state = *state_;
    for (std::size_t i = 0; i < state.families.size(); ++i) {
        if (state.families[i].family == request.model && request.model != state.limits.family) {
            state.family->setCurrentIndex(static_cast<int>(i));
            set_limits(state.families[i]);
        }
    }
    state.prompt->setPlainText(QString::fromStdString(request.prompt));
    state.negative->setText(QString::fromStdString(request.negative));
    state.seed->setText(QString::number(request.seed));
    state.motion->setValue(request.motion.value_or(-0.5));
    if (request.guidance >= 1) {
        state.guidance->setValue(request.guidance);
    }
    choose_size(request.size);
    state.choose_length(request.frames);
}

Wish GenerateBar::wish() const
{
    const State& state = *state_;
    Wish wish;
    auto& request = wish.request;
    request.model = state.limits.family;
    request.prompt = state.prompt->toPlainText().simplified().toStdString();
    if (state.limits.negative) {
        request.negative = state.negative->text().simplified().toStdString();
    }
    if (const int n = state.size->currentIndex();
        n >= 0 && n < static_cast<int>(state.limits.sizes.size())) {
        request.size = state.limits.sizes[static_cast<std::size_t>(n)];
    }
    if (state.length->currentIndex() >= 0) {
        request.frames = state.length->currentData().toInt();
    }
    if (const QVariantList camera = state.camera->currentData().toList(); camera.size() == 2) {
        request.camera = {{camera[0].toString().toStdString(), camera[1].toDouble()}};
    }
    if (state.limits.motion && state.motion->value() >= 0) {
        request.motion = state.motion->value();
    }
    request.guidance = state.guidance->value();
    request.seed = state.seed->text().toLongLong(); // empty: 0, a new one is drawn when asked
    if (state.limits.image) {
        wish.first_frame = state.first_frame->file();
    }
    if (!wish.first_frame.empty()) {
        request.brush = state.brush;
    }
    if (!state.remix->isHidden() && state.remix->isChecked()) {
        wish.remix = state.strength->value() / 100;
    }
    for (const QToolButton* const member : state.members) {
        if (member->isChecked() && state.limits.cast_most > 0) {
            wish.cast.push_back(member->property("handle").toString().toStdString());
        }
    }
    wish.another_take = state.another->isVisible() && state.another->isChecked();
    return wish;
}

void GenerateBar::ask()
{
    refuse({}, {});
    Wish asked = wish();
    if (!state_->ready) {
        refuse(tr("The engine is not ready yet; the shot cannot be made now."), {});
        return;
    }
    if (asked.request.prompt.empty()) {
        refuse({}, {{"/prompt", tr("Write what the shot shows.").toStdString()}});
        return;
    }
    if (state_->seed->text().isEmpty()) {
        asked.request.seed = static_cast<std::int64_t>(QRandomGenerator::global()->generate());
    }
    emit wished(asked);
}

void GenerateBar::refuse(const QString& sentence, const std::vector<generation::Problem>& problems)
{
    State& state = *state_;
    for (QWidget* const field : state.marked) {
        field->setPalette({});
        field->setAccessibleDescription({});
    }
    state.marked.clear();
    QString shown = sentence;
    for (const auto& problem : problems) {
        QWidget* const field = state.field(problem.field);
        QPalette palette = field->palette();
        palette.setColor(QPalette::Text, roles().bad);
        palette.setColor(QPalette::PlaceholderText, roles().bad);
        field->setPalette(palette);
        field->setAccessibleDescription(QString::fromStdString(problem.sentence));
        if (state.marked.empty()) {
            field->setFocus();
            shown = QString::fromStdString(problem.sentence);
            if (!shown.isEmpty() && shown.front().isLower()) { // "must be 1 to 15"
                shown = (field == state.paint ? tr("The brush") : field->accessibleName()) +
                        QLatin1Char(' ') + shown;
            }
        }
        state.marked.push_back(field);
    }
    say(state.problem, shown);
}

} // namespace rushlight::app
