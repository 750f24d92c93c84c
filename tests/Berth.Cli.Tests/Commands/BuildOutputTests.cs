namespace Berth.Cli.Tests.Commands;

public sealed class BuildOutputTests
{
    [Theory]
    [InlineData("out", "Local", "out", false)]
    [InlineData("-", "Tar", null, false)]
    [InlineData("type=local,dest=a b", "Local", "a b", false)]
    [InlineData("type=tar", "Tar", null, false)]
    [InlineData("type=tar,dest=-", "Tar", null, false)]
    [InlineData("\"type=tar\",\"dest=a,b\"", "Tar", "a,b", false)]
    [InlineData("type=docker", "Image", null, false)]
    [InlineData("type=docker,dest=-", "ImageArchive", null, false)]
    [InlineData("type=oci,dest=x.tar", "ImageArchive", "x.tar", false)]
    [InlineData("type=image,push=true", "Image", null, true)]
    [InlineData("type=registry", "Image", null, true)]
    [InlineData("type=cacheonly", "Nothing", null, false)]
    public void Options_say_what_is_made_and_where_it_goes(string option, string kind, string? destination, bool push)
    {
        var output = BuildOutput.Parse(option);
        Assert.Equal((Enum.Parse<BuildOutputKind>(kind), destination, push), (output.Kind, output.Destination, output.Push));
    }

    [Theory]
    [InlineData("type=nonsense", "exporter \"nonsense\" could not be found")]
    [InlineData("dest=x", "type is required for output")]
    [InlineData("type=local", "dest is required for local exporter")]
    [InlineData("type=local,dest=-", "dest cannot be stdout for local exporter")]
    [InlineData("type=tar,nonsense", "invalid value nonsense")]
    [InlineData("type=local,dest=/dev/null", "destination directory /dev/null is a file")]
    [InlineData("/dev/null", "destination directory /dev/null is a file")]
    [InlineData("type=tar,dest=/tmp", "destination file /tmp is a directory")]
    public void What_is_wrong_is_said_before_the_build(string option, string message) =>
        Assert.StartsWith(message, Assert.Throws<UsageException>(() => BuildOutput.Parse(option)).Message, StringComparison.Ordinal);

    [Fact]
    public void Names_come_from_tags_and_from_images_outputs_and_only_where_an_image_is_made()
    {
        Assert.Equal(["a:latest", "b:2"], Of("-t", "a", "--output", "\"type=image\",\"name=b:2,a\"").Tags);
        Assert.Equal(["a:latest"], Of("-t", "a").Tags);
        Assert.Empty(Of("-t", "a", "-o", "out").Tags);
        Assert.Equal(["a:latest"], Of("-t", "a", "-o", "out", "--load").Tags);
        Assert.False(Of("-o", "out").NamesImage);
        Assert.True(Of("-o", "out").NeedsFiles);
    }

    [Theory]
    [InlineData("tag is needed when pushing to registry", "--push")]
    [InlineData("local and tar exporters are incompatible with image ID file", "--iidfile", "x", "-o", "out")]
    [InlineData("only one output can be standard output", "-o", "-", "-o", "type=tar")]
    public void Options_that_exclude_each_other_are_refused(string message, params string[] options) =>
        Assert.Equal(message, Assert.Throws<UsageException>(() => Of(options)).Message);

    private static BuildOutputs Of(params string[] options) => new(ArgumentParser.Parse(CommandTable.Find("build")!, [.. options, "."], flagsFirst: false));
}
