namespace Berth.Linux.Tests;

public class ErrnoTests
{
    [Theory]
    [InlineData(Errno.EPERM, "operation not permitted (EPERM)")]
    [InlineData(Errno.ENOSYS, "function not implemented (ENOSYS)")]
    [InlineData(Errno.EHWPOISON, "memory page has hardware error (EHWPOISON)")]
    [InlineData(41, "error 41")]
    [InlineData(0, "error 0")]
    [InlineData(999, "error 999")]
    public void Numbers_have_texts(int errno, string text) => Assert.Equal(text, Errno.Describe(errno));

    [Fact]
    public void Texts_are_those_of_the_c_library()
    {
        for (int i = 1; i <= Errno.EHWPOISON; i++)
        {
            if (Errno.Name(i)[0] == 'E')
            {
                Assert.Equal(System.Runtime.InteropServices.Marshal.GetPInvokeErrorMessage(i), Errno.Text(i), ignoreCase: true);
            }
        }
    }

    [Fact]
    public void An_error_names_act_subject_and_cause() =>
        Assert.Equal("mount /proc: operation not permitted (EPERM)", new LinuxException("mount", "/proc", Errno.EPERM).Message);

    [Theory]
    [InlineData("TERM", 15)]
    [InlineData("sigkill", 9)]
    [InlineData("9", 9)]
    [InlineData("RTMIN+3", 37)]
    [InlineData("SIGRTMAX-1", 63)]
    [InlineData("RTMIN", 34)]
    [InlineData("RTMIN-1", 0)]
    [InlineData("RTMAX+1", 0)]
    [InlineData("RTMIN+31", 0)]
    [InlineData("NONE", 0)]
    [InlineData("0", 0)]
    [InlineData("65", 0)]
    [InlineData("", 0)]
    public void Signals_are_parsed(string text, int signal) => Assert.Equal(signal, Signals.Parse(text));
}
