namespace Berth.Engine.Tests;

public class ContainerEnvironmentTests
{
    [Fact]
    public void Dockers_own_variables_come_first_and_are_overridden_in_place()
    {
        var variables = ContainerEnvironment.Build("box", terminal: true, ["LINK=1"], ["A=b", "PATH=/own", "TERM=dumb"]);

        Assert.Equal(["PATH=/own", "HOSTNAME=box", "TERM=dumb", "LINK=1", "A=b"], variables);
    }

    [Fact]
    public void A_name_alone_removes_a_variable() =>
        Assert.Equal([ContainerEnvironment.DefaultPath, "A=2"], ContainerEnvironment.Build("box", terminal: false, [], ["A=1", "HOSTNAME", "B", "A=2"]));

    [Fact]
    public void A_value_may_hold_equals_signs_and_be_empty() =>
        Assert.Equal(["A=b=c", "E="], ContainerEnvironment.Override([], ["A=b=c", "E="]));
}
