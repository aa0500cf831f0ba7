// Tests of the window need a QApplication; the platform is `offscreen` (rushlight_tests sets it).
#define CATCH_CONFIG_RUNNER
#include <catch2/catch.hpp>

#include <QApplication>

int main(int argc, char** argv)
{
    const QApplication application(argc, argv);
    return Catch::Session().run(argc, argv);
}
