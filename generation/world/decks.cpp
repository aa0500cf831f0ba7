#include "generation/world/decks.hpp"

#include <array>

namespace rushlight::generation::world {

namespace {

constexpr Share<Kind> kinds_v0[] = {{Kind::person, 1.5},
                                    {Kind::child, 0.7},
                                    {Kind::robot, 1.1},
                                    {Kind::dog, 1.1},
                                    {Kind::cat, 1},
                                    {Kind::horse, 1},
                                    {Kind::rabbit, 0.9},
                                    {Kind::bird, 1},
                                    {Kind::car, 1},
                                    {Kind::boat, 0.6},
                                    {Kind::ball, 1},
                                    {Kind::balloon, 0.9},
                                    {Kind::lantern, 0.9}};
constexpr Share<Place> places_v0[] = {{Place::meadow, 1},
                                      {Place::forest, 1},
                                      {Place::street, 1},
                                      {Place::beach, 1},
                                      {Place::desert, 0.8},
                                      {Place::snow, 0.9},
                                      {Place::mountains, 0.8},
                                      {Place::room, 1}};
constexpr Share<Weather> weathers_v0[] = {{Weather::clear, 1.6},
                                          {Weather::rain, 1},
                                          {Weather::snow, 0.9},
                                          {Weather::fog, 0.9},
                                          {Weather::overcast, 0.5}};
constexpr Share<TimeOfDay> times_v0[] = {{TimeOfDay::dawn, 1},
                                         {TimeOfDay::noon, 1.2},
                                         {TimeOfDay::golden_hour, 1},
                                         {TimeOfDay::dusk, 1},
                                         {TimeOfDay::night, 1}};
constexpr Share<Style> styles_v0[] = {
    {Style::marker, 1.6}, {Style::pencil, 1.2}, {Style::flat, 1.0}, {Style::watercolour, 0.7}};
constexpr Share<Shot> shots_v0[] = {{Shot::wide, 1.5}, {Shot::medium, 1}, {Shot::close, 0.7}};
constexpr Share<Angle> angles_v0[] = {{Angle::eye, 1.6}, {Angle::low, 0.5}, {Angle::high, 0.5}};
constexpr Share<Move> moves_shares[] = {{Move::still, 2.2},
                                        {Move::pan, 1.1},
                                        {Move::dolly, 1.3},
                                        {Move::zoom, 0.9},
                                        {Move::orbit, 0.9},
                                        {Move::truck, 0.8},
                                        {Move::tilt, 0.4},
                                        {Move::crane, 0.4},
                                        {Move::handheld, 0.4}};
constexpr Action actions_v0[] = {Action::stand,
                                 Action::walk,
                                 Action::run,
                                 Action::jump,
                                 Action::wave,
                                 Action::dance,
                                 Action::fly,
                                 Action::bounce,
                                 Action::roll,
                                 Action::spin,
                                 Action::drive};

constexpr Share<Kind> kinds_v1[] = {
    {Kind::person, 4.5},  {Kind::child, 1.6},    {Kind::robot, 1.4},     {Kind::dog, 1.1},
    {Kind::cat, 1},       {Kind::horse, 0.9},    {Kind::bird, 0.9},      {Kind::fish, 0.5},
    {Kind::rabbit, 0.7},  {Kind::bear, 0.7},     {Kind::cow, 0.6},       {Kind::duck, 0.6},
    {Kind::snake, 0.5},   {Kind::elephant, 0.7}, {Kind::dinosaur, 0.8},  {Kind::car, 0.9},
    {Kind::truck, 0.5},   {Kind::bus, 0.5},      {Kind::bicycle, 0.5},   {Kind::motorcycle, 0.5},
    {Kind::train, 0.4},   {Kind::boat, 0.5},     {Kind::aeroplane, 0.5}, {Kind::helicopter, 0.4},
    {Kind::rocket, 0.5},  {Kind::ball, 0.7},     {Kind::balloon, 0.6},   {Kind::lantern, 0.5},
    {Kind::box, 0.3},     {Kind::chair, 0.3},    {Kind::table, 0.2},     {Kind::lamp, 0.25},
    {Kind::phone, 0.25},  {Kind::book, 0.3},     {Kind::cup, 0.25},      {Kind::sword, 0.25},
    {Kind::flag, 0.25},   {Kind::umbrella, 0.3}, {Kind::kite, 0.3},      {Kind::bag, 0.25},
    {Kind::hat, 0.25},    {Kind::key, 0.25},     {Kind::bottle, 0.25},   {Kind::candle, 0.25},
    {Kind::clock, 0.25},  {Kind::camera, 0.25},  {Kind::guitar, 0.25},   {Kind::drum, 0.25},
    {Kind::bell, 0.25},   {Kind::apple, 0.3},    {Kind::cake, 0.25},     {Kind::flower, 0.3},
    {Kind::letter, 0.25}, {Kind::crown, 0.25},   {Kind::ladder, 0.2}};
constexpr Share<Place> places_v1[] = {{Place::meadow, 1},
                                      {Place::forest, 1},
                                      {Place::street, 1.2},
                                      {Place::beach, 1},
                                      {Place::desert, 0.8},
                                      {Place::snow, 0.8},
                                      {Place::mountains, 0.8},
                                      {Place::room, 1},
                                      {Place::kitchen, 0.7},
                                      {Place::office, 0.8},
                                      {Place::classroom, 0.7},
                                      {Place::stage, 0.7},
                                      {Place::space, 0.6},
                                      {Place::underwater, 0.6},
                                      {Place::rooftop, 0.7},
                                      {Place::road, 0.8}};
constexpr Share<Weather> weathers_v1[] = {{Weather::clear, 1.6},
                                          {Weather::rain, 1},
                                          {Weather::snow, 0.8},
                                          {Weather::fog, 0.8},
                                          {Weather::wind, 0.6},
                                          {Weather::storm, 0.7},
                                          {Weather::overcast, 0.6}};
constexpr Share<TimeOfDay> times_v1[] = {{TimeOfDay::dawn, 1},
                                         {TimeOfDay::morning, 1},
                                         {TimeOfDay::noon, 1.1},
                                         {TimeOfDay::golden_hour, 1},
                                         {TimeOfDay::dusk, 1},
                                         {TimeOfDay::night, 1}};
constexpr Share<Style> styles_v1[] = {{Style::flat, 0.8},
                                      {Style::outlined, 0.8},
                                      {Style::watercolour, 0.7},
                                      {Style::pencil, 1.4},
                                      {Style::marker, 1.8},
                                      {Style::neon, 0.5},
                                      {Style::noir, 0.7},
                                      {Style::cutout, 0.6},
                                      {Style::clay, 0.6},
                                      {Style::blueprint, 0.4}};
constexpr Share<Shot> shots_v1[] = {{Shot::extreme_wide, 0.6},
                                    {Shot::wide, 1.5},
                                    {Shot::medium, 1.1},
                                    {Shot::close, 0.8},
                                    {Shot::extreme_close, 0.4}};
constexpr Share<Angle> angles_v1[] = {{Angle::eye, 1.6},
                                      {Angle::low, 0.6},
                                      {Angle::high, 0.6},
                                      {Angle::top, 0.35},
                                      {Angle::over_shoulder, 0.3}};
constexpr Share<Expression> expressions_v1[] = {{Expression::neutral, 3},
                                                {Expression::happy, 1},
                                                {Expression::sad, 0.7},
                                                {Expression::angry, 0.7},
                                                {Expression::surprised, 0.7},
                                                {Expression::afraid, 0.6},
                                                {Expression::sleepy, 0.5},
                                                {Expression::proud, 0.5}};

} // namespace

Deck deck_of(World world)
{
    if (world == World::v0) {
        return {kinds_v0, places_v0, weathers_v0, times_v0, styles_v0, shots_v0, angles_v0};
    }
    return {kinds_v1, places_v1, weathers_v1, times_v1, styles_v1, shots_v1, angles_v1};
}

Shares<Move> moves_deck()
{
    return moves_shares;
}

Shares<Expression> expressions_deck()
{
    return expressions_v1;
}

Action pick_action(Random& random, World world, Kind kind)
{
    std::array<Action, 32> all;
    for (std::size_t i = 0; i < all.size(); ++i) {
        all[i] = static_cast<Action>(i);
    }
    const std::span<const Action> actions =
        world == World::v0 ? std::span<const Action>(actions_v0) : std::span<const Action>(all);
    std::array<double, 32> weights{};
    double sum = 0;
    for (std::size_t i = 0; i < actions.size(); ++i) {
        weights[i] = !can(kind, actions[i]) ? 0 : (actions[i] == Action::stand ? 0.7 : 1);
        sum += weights[i];
    }
    double at = random.uniform() * sum;
    for (std::size_t i = 0; i < actions.size(); ++i) {
        at -= weights[i];
        if (at < 0) {
            return actions[i];
        }
    }
    return Action::stand;
}

Genome pick_genome(Random& random)
{
    Genome genome;
    genome.height = random.uniform();
    genome.build = random.uniform();
    genome.head = random.uniform();
    genome.limbs = random.uniform();
    genome.ears = random.uniform();
    genome.tail = random.uniform();
    genome.tempo = random.uniform();
    genome.phase = random.uniform();
    genome.hair = static_cast<std::uint8_t>(random.below(10));
    genome.hair_colour = static_cast<std::uint8_t>(random.below(8));
    genome.skin = static_cast<std::uint8_t>(random.below(8));
    genome.clothes = static_cast<std::uint8_t>(random.below(12));
    genome.hat = static_cast<std::uint8_t>(random.chance(0.65) ? 0 : 1 + random.below(4));
    genome.glasses = random.chance(0.2);
    genome.beard = random.chance(0.2);
    genome.bag = random.chance(0.2);
    genome.scarf = random.chance(0.25);
    return genome;
}

void dress(Random& random, Entity& entity)
{
    Genome& genome = entity.genome;
    genome.pattern = static_cast<std::uint8_t>(random.chance(0.3) ? 0 : 1 + random.below(12));
    genome.headwear = static_cast<std::uint8_t>(random.chance(0.75) ? 0 : 1 + random.below(5));
    genome.held = static_cast<std::uint8_t>(random.chance(0.8) ? 0 : 1 + random.below(6));
    if (!is_person(entity.kind)) {
        genome.pattern = genome.headwear = genome.held = 0;
    }
}

ColourName pick_colour(Random& random)
{
    return static_cast<ColourName>(random.below(12));
}

} // namespace rushlight::generation::world
