namespace Berth.Compose.Tests;

public sealed class InterpolationTests
{
    [Fact]
    public void An_error_of_a_variable_s_value_says_where_the_variable_is_set()
    {
        MemoryFiles files = MemoryFiles.Of("services: {a: {image: \"x:${TAG:-1}\", mem_limit: \"${SIZE}${UNIT}\", networks: [\"$NET\"]}}").With(".env", "# sizes\nSIZE=64\nNET=front\n");
        Assert.Equal(
            """
            compose.yaml:1:49: error: "64x" is no size
                services: {a: {image: "x:${TAG:-1}", mem_limit: "${SIZE}${UNIT}", networks: ["$NET"]}}
                                                                ^ write a number with b, k, m, g or t, e.g. 512m
              .env:2:1: SIZE is set here
              UNIT comes from the environment
            compose.yaml:1:78: error: no network "front" is defined
                services: {a: {image: "x:${TAG:-1}", mem_limit: "${SIZE}${UNIT}", networks: ["$NET"]}}
                                                                                             ^ add "front:" under "networks"
              .env:3:1: NET is set here

            """,
            MemoryFiles.Text(files.Load("UNIT=x").Diagnostics));
    }

    [Fact]
    public void Values_are_replaced_and_keys_are_not()
    {
        ServiceConfig service = MemoryFiles.Of("services: {a: {image: \"x:${T:-1}\", labels: {\"$K\": $V}, environment: [\"$V=$V\"]}}").Service("V=v");
        Assert.Equal("x:1", service.Image);
        Assert.Equal("v", service.Labels["$K"]);
        Assert.Equal("v", service.Environment["v"]);
    }

    [Fact]
    public void Strings_become_what_the_place_needs()
    {
        ServiceConfig service = MemoryFiles.Of("services: {a: {image: x, scale: \"$N\", cpus: \"${C}\", privileged: \"yes\", ulimits: {nofile: {soft: \"$N\", hard: 9}}}}").Service("N=3", "C=1.5");
        Assert.Equal((3, 1.5f, true, 3), (service.Scale, service.Cpus, service.Privileged, service.Ulimits["nofile"].Soft));
    }

    [Fact]
    public void A_value_that_does_not_fit_says_what_it_came_from()
    {
        Assert.Equal(["4:12 services.a.scale must be a whole number, this is \"three\" (from \"${N}\")"],
            MemoryFiles.Of("services:\n  a:\n    image: x\n    scale: ${N}\n").Errors("N=three"));
    }

    [Fact]
    public void All_faults_are_found_in_one_go()
    {
        Assert.Equal(["2:16 \"${\" is no variable", "2:32 the variable \"M\" is required and not set: why", "2:52 services.a.cap_add must be a list, this is the string \"x\""],
            MemoryFiles.Of("services:\n  a: {image: \"x${\", hostname: \"${M?why}\", cap_add: x}\n").Errors());
    }

    [Fact]
    public void A_dollar_that_eats_a_part_of_a_value_is_pointed_at()
    {
        ComposeLoadResult result = MemoryFiles.Of("services:\n  a:\n    image: x\n    environment:\n      P: abc$def\n      Q: pa$$word\n      R: $$HOME and more\n").Load();
        Assert.Equal(
            ["5:13 the variable \"def\" is not set: it becomes empty; write \"$$def\" if the dollar belongs to the value", "6:12 \"$$\" becomes one \"$\" here; write \"$$$$\" if the value has two"],
            result.Diagnostics.Select(found => $"{found.Span.Line}:{found.Span.Column} {found.Message}; {found.Hint}"));
    }
}
