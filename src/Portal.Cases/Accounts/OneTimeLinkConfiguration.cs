using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Cases.Accounts;

internal sealed class OneTimeLinkConfiguration : IEntityTypeConfiguration<OneTimeLink>
{
    public void Configure(EntityTypeBuilder<OneTimeLink> builder)
    {
        builder.Property(link => link.Purpose).HasConversion<string>().HasMaxLength(20);
        builder.Property(link => link.TokenHash).HasMaxLength(64);
        builder.Property(link => link.Subject).HasMaxLength(200);
        builder.Property(link => link.CreatedBy).HasMaxLength(100);
        builder.HasIndex(link => link.TokenHash).IsUnique();
    }
}
