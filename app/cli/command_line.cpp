#include "app/cli/option_values.hpp"
#include "app/failure.hpp"
#include "editor/script/edit_script.hpp"

#include <CLI/CLI.hpp>

#include <cstdio>

namespace rushlight::app {

namespace {

/// The texts of the options that are more than words.
struct Raw {
    std::string seed;
    std::string frames;
    std::string size;
    std::string steps;
    std::string guidance;
    std::string motion;
    std::string pass;
    std::string strength;
    std::string model;
    std::string prompt;
    std::string negative;
    std::vector<std::string> camera;
    std::vector<std::string> loras;
    std::vector<std::string> images;
};

void fill(GenerateOptions& options, const Raw& raw, const CLI::App& verb)
{
    const auto given = [&](const char* name) {
        return verb.count(name) > 0;
    };
    if (given("--model")) {
        options.model = raw.model;
    }
    if (given("--prompt")) {
        options.prompt = raw.prompt;
    }
    if (given("--negative")) {
        options.negative = raw.negative;
    }
    if (given("--seed")) {
        options.seed = option::seed(raw.seed);
    }
    if (given("--frames")) {
        options.frames =
            option::between(option::number<int>(raw.frames, "--frames"), 1, 100'000, "--frames");
    }
    if (given("--size")) {
        options.size = option::size(raw.size);
    }
    if (given("--steps")) {
        options.steps =
            option::between(option::number<int>(raw.steps, "--steps"), 1, 1000, "--steps");
    }
    if (given("--guidance")) {
        options.guidance = option::between(
            option::number<double>(raw.guidance, "--guidance"), 1.0, 100.0, "--guidance");
    }
    if (given("--motion")) {
        options.motion =
            option::between(option::number<double>(raw.motion, "--motion"), 0.0, 10.0, "--motion");
    }
    if (given("--pass")) {
        options.pass = raw.pass;
    }
    if (given("--strength")) {
        options.strength = option::between(
            option::number<double>(raw.strength, "--strength"), 0.0, 1.0, "--strength");
    }
    for (const auto& text : raw.camera) {
        options.camera.push_back(option::camera(text));
    }
    for (const auto& text : raw.loras) {
        options.loras.push_back(option::lora(text));
    }
    for (const auto& text : raw.images) {
        options.images.push_back(option::image(text));
    }
    if (options.strength && options.source.empty()) {
        throw Failure(Exit::usage, "--strength needs a --source clip to keep or change");
    }
    if (!options.prompt && options.recipe.empty() && options.images.empty() &&
        options.source.empty()) {
        throw Failure(Exit::usage,
                      "generate needs a --prompt, an --image, a --source or a --recipe; see "
                      "rushlight generate --help");
    }
}

CLI::App* add_verb(CLI::App& parent, const char* name, const char* line, const char* examples)
{
    CLI::App* verb = parent.add_subcommand(name, line);
    verb->footer(std::string("Examples:\n") + examples);
    verb->fallthrough();
    return verb;
}

/// Every edit of a script with its drawing and an example.
std::string edits_help()
{
    std::string help =
        "Examples:\n  rushlight edit film.rushlight cuts.json\n"
        "  rushlight --json edit film.rushlight   (tells tracks, clips and their ids)\n"
        "\nA script: {\"version\": 1, \"edits\": [EDIT, ...]}. The edits:\n";
    for (const auto& form : editor::edit_forms()) {
        help += "\n" + form.name + "\n  ";
        for (const char letter : form.drawing) {
            help += letter == '\n' ? "\n  " : std::string(1, letter);
        }
        help += "\n  " + form.example + "\n";
    }
    return help;
}

} // namespace

std::optional<CommandLine> read_command_line(int count, const char* const* words)
{
    CommandLine line;
    CLI::App app("Rushlight: a film studio for one person, on one computer.", "rushlight");
    app.set_version_flag("--version", RUSHLIGHT_VERSION);
    app.add_flag("--json", line.json, "print one JSON object a line (schemas: events.schema.json)");
    app.require_subcommand(1);
    app.footer("rushlight VERB --help shows a verb's options and examples.\n"
               "Exit codes: 0 done, 1 internal error, 2 wrong usage, 3 refused by consent,\n"
               "4 model missing, 5 out of memory, 6 unreadable input, 7 disk full,\n"
               "8 project in use or newer, 9 verify found a difference, 130 cancelled.");

    FilmOptions film;
    auto* film_verb = add_verb(
        app,
        "film",
        "make a storyboard's film: every shot that changed, the cut and the export",
        "  rushlight film story.json --project story.rushlight --out story.mp4\n"
        "  rushlight film story.json --project story.rushlight --out upright.mp4 --vertical\n"
        "  rushlight film story.json --project story.rushlight --out animatic.mp4 --blocking\n");
    film_verb->add_option("STORYBOARD", film.storyboard, "storyboard.schema.json")->required();
    film_verb->add_option("--project", film.project, "made when it is not there")->required();
    film_verb->add_option("--out", film.out, "the film, .mp4")->required();
    film_verb->add_flag("--vertical", film.vertical, "9:16");
    film_verb->add_flag("--blocking",
                        film.blocking,
                        "an animatic: every shot drawn on the stage from its prompt, sharp and at "
                        "once; without it the shots are made again as written");

    GenerateOptions generate;
    Raw raw;
    auto* generate_verb = add_verb(
        app,
        "generate",
        "make one shot",
        "  rushlight generate --model previs --prompt \"a red fox runs at dusk\" --out fox.mp4\n"
        "  rushlight generate --prompt \"rain sets in\" --image first.png@0 --out rain.mp4\n"
        "  rushlight generate --prompt \"it sails away\" --image boat.png@0 --brush boat.json "
        "--out "
        "boat.mp4\n"
        "  rushlight generate --prompt \"at night\" --source fox.mp4 --strength 0.6 --out "
        "night.mp4\n"
        "  rushlight generate --prompt \"a fox\" --lora woodcut:0.8 --out fox.mp4\n"
        "  rushlight generate --recipe fox.mp4 --out again.mp4\n");
    generate_verb->add_option("--model", raw.model, "previs (see rushlight models list)");
    generate_verb->add_option("--prompt", raw.prompt, "what the shot shows");
    generate_verb->add_option("--negative", raw.negative, "what it must not show");
    generate_verb->add_option("--seed", raw.seed, "0 to 9223372036854775807; without: a new one");
    generate_verb->add_option("--frames", raw.frames, "the model's own frames");
    generate_verb->add_option("--size", raw.size, "WxH, as 320x192");
    generate_verb->add_option("--steps", raw.steps, "of the solver; more is slower and finer");
    generate_verb->add_option("--guidance", raw.guidance, "how strictly the prompt is followed");
    generate_verb->add_option("--motion", raw.motion, "0 to 10");
    generate_verb->add_option("--pass",
                              raw.pass,
                              "a render pass instead of the picture, for other tools to follow "
                              "(stage: depth, edges, ids, flow, pose)");
    generate_verb
        ->add_option("--lora",
                     raw.loras,
                     "NAME[:WEIGHT] of a LoRA that models add brought in, with a weight of -2 to 2 "
                     "(1 without): a style, or somebody; may be given again")
        ->expected(1)
        ->take_all();
    generate_verb
        ->add_option("--camera",
                     raw.camera,
                     "NAME[:AMOUNT] with an amount of -10 to 10; static, pan, tilt, roll, truck, "
                     "crane, dolly, zoom, orbit, handheld, follow; may be given again")
        ->expected(1)
        ->take_all();
    generate_verb
        ->add_option("--image", raw.images, "PATH@FRAME: a picture that the clip shows there")
        ->expected(1)
        ->take_all();
    generate_verb->add_option("--brush", generate.brush, "brush.schema.json");
    generate_verb->add_option("--source", generate.source, "a clip, or a take's number: remix it");
    generate_verb->add_option("--strength", raw.strength, "0 keeps the source, 1 ignores it");
    generate_verb->add_option("--cast", generate.cast, "a cast member's HANDLE")
        ->expected(1)
        ->take_all();
    generate_verb->add_option("--recipe",
                              generate.recipe,
                              "a recipe, a take's number or an exported film: make it again");
    generate_verb->add_option("--out", generate.out, "the clip: .mp4, .mov or .mkv")->required();
    generate_verb->add_option("--project", generate.project, "where take and recipe are kept");
    generate_verb->add_option("--preview", generate.preview, "a folder for preview pictures");

    NewOptions fresh;
    auto* new_verb =
        add_verb(app, "new", "make an empty project", "  rushlight new \"My film.rushlight\"\n");
    new_verb->add_option("PROJECT", fresh.project)->required();

    ImportOptions import;
    auto* import_verb =
        add_verb(app,
                 "import",
                 "bring footage, pictures, sound, captions or a timeline into a project",
                 "  rushlight import film.rushlight beach.mov rain.wav\n"
                 "  rushlight import film.rushlight --link /archive/beach.mov\n"
                 "  rushlight import film.rushlight film.de.srt\n"
                 "  rushlight import film.rushlight warm.cube\n"
                 "  rushlight import film.rushlight cut.otio\n"
                 "  rushlight import film.rushlight --rate 23.976 cut.edl "
                 "cut-V2.edl\n");
    import_verb->add_option("PROJECT", import.project)->required();
    import_verb
        ->add_option(
            "MEDIA",
            import.media,
            "files; captions (.srt, .vtt, .ass) come onto tracks of their own; a timeline (.otio, "
            ".fcpxml, .xml, .edl) becomes the film, its media come along")
        ->required();
    import_verb->add_flag("--link", import.link, "leave the files where they are");
    import_verb->add_option(
        "--rate", import.rate, "frames a second of an EDL; without: the film's own");
    import_verb->add_option(
        "--language", import.language, "of captions, as en or pt-BR; without: what the name says");

    HistoryOptions history;
    auto* history_verb = add_verb(app,
                                  "history",
                                  "list every take that was ever made in a project",
                                  "  rushlight history film.rushlight\n"
                                  "  rushlight --json history film.rushlight\n");
    history_verb->add_option("PROJECT", history.project)->required();

    EditOptions edit;
    auto* edit_verb =
        add_verb(app, "edit", "edit the film by a script: all of its edits, or none", "");
    edit_verb->footer(""); // the forms are read when help is asked for, not at every start
    edit_verb->footer(edits_help);
    edit_verb->add_option("PROJECT", edit.project)->required();
    edit_verb->add_option("SCRIPT",
                          edit.script,
                          "edits.schema.json; without it the film is told and nothing changed");

    ExportOptions deliver;
    auto* export_verb =
        add_verb(app,
                 "export",
                 "write a project's film as a file, its captions, or a timeline for other programs",
                 "  rushlight export film.rushlight --out film.mp4\n"
                 "  rushlight export film.rushlight --out film.mov --preset prores\n"
                 "  rushlight export film.rushlight --out film.de.srt --language de\n"
                 "  rushlight export film.rushlight --out cut.otio\n"
                 "  rushlight export film.rushlight --out cut.edl --non-drop\n");
    export_verb->add_option("PROJECT", deliver.project)->required();
    export_verb
        ->add_option("--out",
                     deliver.out,
                     ".mp4, .mov, .mkv or .wav; .srt, .vtt or .ass; .otio, .fcpxml, .xml or .edl")
        ->required();
    export_verb->add_option(
        "--language", deliver.language, "of the captions; needed where there are several");
    export_verb->add_flag("--non-drop", deliver.non_drop, "an EDL at 29.97 counts every frame");
    export_verb->add_option("--preset", deliver.preset, "web (usual, .mp4), vertical, prores, wav");

    VerifyOptions verify;
    auto* verify_verb = add_verb(app,
                                 "verify",
                                 "make every take of a project again and compare",
                                 "  rushlight verify film.rushlight\n");
    verify_verb->add_option("PROJECT", verify.project)->required();

    OpenOptions open;
    auto* open_verb = add_verb(
        app, "open", "open the editor", "  rushlight open film.rushlight\n  rushlight open\n");
    open_verb->add_option("PROJECT", open.project);

    TakeOptions take;
    std::string take_seed;
    auto* take_verb = add_verb(app,
                               "take",
                               "list, make and choose the takes of a clip",
                               "  rushlight take list film.rushlight barn\n"
                               "  rushlight take make film.rushlight barn --seed 7\n"
                               "  rushlight take use film.rushlight barn 12\n");
    take_verb->require_subcommand(1);
    const auto add_take = [&](const char* name, const char* text, TakeOptions::Verb which) {
        CLI::App* verb = take_verb->add_subcommand(name, text);
        verb->fallthrough();
        verb->add_option("PROJECT", take.project)->required();
        auto* clip = verb->add_option("CLIP", take.clip, "a shot's id");
        if (which != TakeOptions::Verb::list) {
            clip->required();
        }
        if (which == TakeOptions::Verb::use) {
            verb->add_option("TAKE", take.take)->required();
        }
        if (which == TakeOptions::Verb::make) {
            verb->add_option("--seed", take_seed);
        }
        verb->footer("Example:\n  rushlight take " + std::string(name) + " film.rushlight barn" +
                     (which == TakeOptions::Verb::use ? " 12\n" : "\n"));
        verb->callback([&take, which] { take.verb = which; });
    };
    add_take("list", "the takes of a clip, or of all", TakeOptions::Verb::list);
    add_take("make", "another take of the same shot", TakeOptions::Verb::make);
    add_take("use", "show this take in the film", TakeOptions::Verb::use);

    CastOptions cast;
    auto* cast_verb = add_verb(app,
                               "cast",
                               "cast members and their grants",
                               "  rushlight cast add milo --kind animal milo-1.png milo-2.png\n"
                               "  rushlight cast grant milo --until 2027-01-31 --forbid fire\n"
                               "  rushlight cast revoke milo\n");
    cast_verb->require_subcommand(1);
    const auto add_cast =
        [&](const char* name, const char* text, CastOptions::Verb which, const char* example) {
            CLI::App* verb = cast_verb->add_subcommand(name, text);
            verb->fallthrough();
            verb->footer(std::string("Example:\n  rushlight cast ") + example + "\n");
            if (which != CastOptions::Verb::list) {
                verb->add_option("HANDLE", cast.handle)->required();
            }
            verb->callback([&cast, which] { cast.verb = which; });
            return verb;
        };
    auto* cast_add = add_cast("add",
                              "add a cast member from pictures",
                              CastOptions::Verb::add,
                              "add milo --kind animal milo-1.png milo-2.png");
    cast_add->add_option("--kind", cast.kind, "person, animal, object or place")->required();
    cast_add->add_option("PICTURE", cast.pictures)->required();
    cast_add->add_option("--preview", cast.preview, "a folder for pictures of what was found");
    add_cast("list", "all cast members", CastOptions::Verb::list, "list");
    add_cast("show", "one cast member and the grant", CastOptions::Verb::show, "show milo");
    auto* cast_grant = add_cast("grant",
                                "say who may use the likeness, and until when",
                                CastOptions::Verb::grant,
                                "grant milo --until 2027-01-31 --forbid fire");
    cast_grant->add_option("--until", cast.until, "the last day, YYYY-MM-DD");
    cast_grant->add_option("--forbid", cast.forbid, "a word that no prompt may contain")
        ->expected(1)
        ->take_all();
    add_cast("revoke", "end the grant for ever", CastOptions::Verb::revoke, "revoke milo");
    add_cast("delete",
             "destroy the pictures and keys of a cast member",
             CastOptions::Verb::remove,
             "delete milo");

    ModelsOptions models;
    auto* models_verb = add_verb(app,
                                 "models",
                                 "the models of this computer",
                                 "  rushlight models list\n  rushlight models check\n"
                                 "  rushlight models add /models/wan.safetensors\n");
    models_verb->require_subcommand(1);
    const auto add_models = [&](const char* name, const char* text, ModelsOptions::Verb which) {
        CLI::App* verb = models_verb->add_subcommand(name, text);
        verb->fallthrough();
        verb->footer(std::string("Example:\n  rushlight models ") + name +
                     (which == ModelsOptions::Verb::add ? " /models/wan.safetensors\n" : "\n"));
        if (which == ModelsOptions::Verb::add) {
            verb->add_option("PATH", models.path)->required();
        }
        verb->callback([&models, which] { models.verb = which; });
    };
    add_models("list", "what can make shots", ModelsOptions::Verb::list);
    add_models("check", "is every weight file there?", ModelsOptions::Verb::check);
    add_models("add", "register a file of weights where it lies", ModelsOptions::Verb::add);

    auto* doctor_verb = add_verb(
        app, "doctor", "what this computer has, and what is missing", "  rushlight doctor\n");

    try {
        app.parse(count, words);
    } catch (const CLI::Success& shown) {
        app.exit(shown);
        return std::nullopt;
    } catch (const CLI::ParseError& wrong) {
        const bool no_verb =
            wrong.get_exit_code() == static_cast<int>(CLI::ExitCodes::RequiredError) &&
            app.get_subcommands().empty();
        std::string said = no_verb && count > 1
                               ? "there is no verb \"" + std::string(words[1]) + "\""
                           : no_verb ? "say what to do: a VERB is missing"
                                     : wrong.what();
        throw Failure(Exit::usage, said + "; see rushlight --help");
    }
    if (film_verb->parsed()) {
        line.command = film;
    } else if (generate_verb->parsed()) {
        fill(generate, raw, *generate_verb);
        line.command = generate;
    } else if (new_verb->parsed()) {
        line.command = fresh;
    } else if (import_verb->parsed()) {
        line.command = import;
    } else if (history_verb->parsed()) {
        line.command = history;
    } else if (edit_verb->parsed()) {
        line.command = edit;
    } else if (export_verb->parsed()) {
        line.command = deliver;
    } else if (verify_verb->parsed()) {
        line.command = verify;
    } else if (open_verb->parsed()) {
        line.command = open;
    } else if (take_verb->parsed()) {
        if (!take_seed.empty()) {
            take.seed = option::seed(take_seed);
        }
        line.command = take;
    } else if (cast_verb->parsed()) {
        line.command = cast;
    } else if (models_verb->parsed()) {
        line.command = models;
    } else if (doctor_verb->parsed()) {
        line.command = DoctorOptions{};
    }
    return line;
}

} // namespace rushlight::app
