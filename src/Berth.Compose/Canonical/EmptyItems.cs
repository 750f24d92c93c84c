namespace Berth.Compose;

/// <summary>Phase: drops empty items where they mean nothing: DNS servers from variables that are not set.</summary>
internal static class EmptyItems
{
    public static void Drop(YamlMap document)
    {
        if (document.Get("services") is not YamlMap services)
        {
            return;
        }

        foreach (YamlEntry entry in services)
        {
            if (entry.Value is YamlMap service && service.Get("dns") is YamlList dns)
            {
                dns.Items.RemoveAll(static item => item is YamlScalar { Kind: ScalarKind.Null } or YamlScalar { Kind: ScalarKind.String, Text: "" });
            }
        }
    }
}
