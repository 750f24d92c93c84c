namespace Berth.Build;

/// <summary>A here-document of an instruction (Dockerfile reference, "Here-Documents").</summary>
/// <param name="Name">Its delimiter: for COPY and ADD also the file's name.</param>
/// <param name="Descriptor">The file descriptor before <c>&lt;&lt;</c>, 0 where none stands.</param>
/// <param name="Expands">Variables in it are replaced: the delimiter was not quoted.</param>
/// <param name="StripsTabs">Leading tabs are taken away (<c>&lt;&lt;-</c>).</param>
/// <param name="Content">Its text, each line with its end, tabs already taken away.</param>
internal sealed record Heredoc(string Name, int Descriptor, bool Expands, bool StripsTabs, string Content);
