package org.samdeblur.examples.images;

/** A street corner on a bright day: houses, shops with their names, a tree, a lamp, a bicycle. */
final class Street {
    static final int WIDTH = 640;
    static final int HEIGHT = 480;

    private static final double KERB = 384;

    private final Scene scene = new Scene();

    private Street() {}

    static Scene scene() {
        Street street = new Street();
        street.paintSky();
        street.paintBookshop();
        street.paintCafe();
        street.paintTower();
        street.paintGround();
        street.paintTree();
        street.paintLamp();
        street.paintBicycle(330, 372);
        return street.scene;
    }

    private void paintSky() {
        Colour cloud = Colour.of(0xF6F7F9);
        Paint blue = Paint.fading(0x5E9BD6, 0, 0xCFE3F0, 300);
        scene.paint(Region.everywhere(), (x, y) -> {
            double cover = 1.8 * (Noise.rough(x / 110, y / 45, 7) - 0.5);
            return blue.at(x, y).mix(cloud, Math.min(Math.max(cover, 0), 1));
        });
        scene.paint(
                Region.polygon(0, 300, 90, 205, 190, 262, 300, 190, 420, 258, 520, 214, 640, 280, 640, 400, 0, 400),
                Paint.fading(0x7F9D8A, 190, 0x55775C, 330).withGrain(0.5, 9, 11));
    }

    private void paintBookshop() {
        scene.paint(Region.polygon(8, 152, 96, 84, 196, 152), Paint.scales(0x9A4A3A, 9, 1));
        scene.paint(
                Region.box(20, 150, 164, KERB - 150),
                Paint.bricks(0xB5694A, 0xD9CBB8, 17, 8, 2).withGrain(0.25, 3, 3));
        scene.paint(Region.box(132, 84, 20, 52), Paint.bricks(0x8C4B3A, 0xC9BBA8, 9, 6, 4));
        for (int i = 0; i < 3; i++) {
            paintWindow(38 + 48 * i, 176, 32, 44, 0x2F4A63);
        }
        scene.paint(Region.box(28, 244, 148, 30), Paint.plain(0x1F3D36).withGrain(0.3, 6, 5));
        scene.paint(Lettering.word("BOOKS", 46, 250, 18, 3.2), Paint.plain(0xF2D67A));
        scene.paint(Region.box(34, 284, 86, 84), Paint.plain(0xEFE6D2));
        scene.paint(Region.box(38, 288, 78, 76), Paint.fading(0x3A5566, 288, 0x8FA9B3, 364));
        int[] covers = {0xC63F3F, 0x3F7CC6, 0xE0B23C, 0x4B9B5A, 0x8A5BB0, 0xE07A3C, 0xD9D9D9};
        for (int shelf = 0; shelf < 2; shelf++) {
            double x = 42;
            for (int i = 0; x < 108; i++) {
                double thickness = 4 + Math.floor(5 * Noise.cell(i, shelf, 21));
                double height = 20 + Math.floor(10 * Noise.cell(i, shelf, 22));
                int cover = covers[(int) (covers.length * Noise.cell(i, shelf, 23))];
                scene.paint(Region.box(x, 322 + 40 * shelf - height, thickness, height), Paint.plain(cover));
                x += thickness + 1;
            }
            scene.paint(Region.box(38, 322 + 40 * shelf, 78, 3), Paint.plain(0x6B4A2E));
        }
        paintDoor(132, 292, 36, 0x7A2E2E);
    }

    private void paintCafe() {
        scene.paint(
                Region.box(196, 118, 178, KERB - 118),
                Paint.fading(0xF0DFB8, 118, 0xDCC38E, KERB).withGrain(0.12, 4, 6));
        scene.paint(Region.box(190, 108, 190, 14), Paint.plain(0xB9A07A).withGrain(0.3, 3, 8));
        for (int row = 0; row < 2; row++) {
            for (int column = 0; column < 4; column++) {
                double x = 212 + 41 * column;
                double y = 136 + 64 * row;
                paintWindow(x, y, 25, 42, 0x4A6274);
                scene.paint(
                        Region.box(x - 9, y, 8, 42),
                        Paint.stripes(0x2F6B4F, 0x3F8566, 2.5, 0).withGrain(0.2, 3, 9));
                scene.paint(
                        Region.box(x + 26, y, 8, 42),
                        Paint.stripes(0x2F6B4F, 0x3F8566, 2.5, 0).withGrain(0.2, 3, 9));
            }
        }
        scene.paint(Region.box(214, 300, 88, 70), Paint.plain(0x4B2F22));
        scene.paint(Region.box(219, 305, 78, 60), Paint.fading(0x29323A, 305, 0xA88A5A, 365));
        scene.paint(Region.disc(240, 340, 9), Paint.plain(0xF4E9C8));
        scene.paint(Region.disc(276, 334, 12), Paint.plain(0xEBC877));
        paintDoor(318, 292, 38, 0x2E4E7A);
        scene.paint(
                Region.polygon(200, 266, 370, 266, 382, 296, 188, 296), Paint.stripes(0xC8433A, 0xF6F1E6, 12, 0.12));
        for (int i = 0; i < 16; i++) {
            scene.paint(Region.disc(194.5 + 12.1 * i, 295, 6), Paint.plain(i % 2 == 0 ? 0xB63B33 : 0xE9E3D6));
        }
        scene.paint(Region.box(243, 269, 75, 25), Paint.plain(0xF6F1E6));
        scene.paint(Lettering.word("CAFE", 252, 274, 15, 2.8), Paint.plain(0x2B2B2B));
    }

    private void paintTower() {
        scene.paint(Region.box(392, 60, 120, KERB - 60), Paint.plain(0x8E98A3).withGrain(0.2, 5, 12));
        Colour glass = Colour.of(0x3B5168);
        Colour bright = Colour.of(0xBFD6E4);
        Colour frame = Colour.of(0xC7CDD3);
        scene.paint(Region.box(400, 70, 104, 210), (x, y) -> {
            long column = (long) Math.floor((x - 400) / 13);
            long row = (long) Math.floor((y - 70) / 15);
            boolean onFrame = x - 400 - 13 * column < 2 || y - 70 - 15 * row < 2.5;
            double shine = Noise.cell(column, row, 13) * (0.4 + (y - 70 - 15 * row) / 30);
            return onFrame ? frame : glass.mix(bright, shine);
        });
        scene.paint(Region.box(400, 292, 104, 30), Paint.plain(0x22303C));
        scene.paint(Lettering.word("MARKET", 409, 299, 16, 2.6), Paint.plain(0xF4F4F0));
        scene.paint(Region.box(404, 330, 96, 44), Paint.plain(0x8A6B45).withGrain(0.5, 4, 14));
        int[] fruit = {0xD8402F, 0xF0902E, 0xF2C53D, 0x6CA643};
        for (int i = 0; i < 44; i++) {
            double x = 409 + 8.4 * (i % 11) + 3 * Noise.cell(i, 0, 15);
            double y = 344 + 8 * (i / 11) + 2 * Noise.cell(i, 1, 15);
            int colour = fruit[(i % 11) / 3];
            scene.paint(Region.disc(x, y, 4.6), Paint.fading(colour, y - 2, darker(colour), y + 6));
        }
    }

    private static int darker(int rgb) {
        return rgb >> 1 & 0x7F7F7F;
    }

    private void paintGround() {
        scene.paint(
                Region.box(0, KERB - 14, WIDTH, 40),
                Paint.bricks(0xB8B2A6, 0x8F897D, 26, 13, 16).withGrain(0.2, 3, 17));
        scene.paint(Region.box(0, KERB + 26, WIDTH, 7), Paint.plain(0xD3CFC6).withGrain(0.3, 5, 18));
        scene.paint(
                Region.box(0, KERB + 33, WIDTH, HEIGHT - KERB),
                Paint.fading(0x5A5C60, KERB, 0x45474B, HEIGHT).withGrain(0.5, 2.5, 19));
        for (int i = 0; i < 7; i++) {
            double x = 30 + 92 * i;
            scene.paint(
                    Region.polygon(x, 430, x + 46, 430, x + 36, 468, x - 16, 468),
                    Paint.plain(0xE4E2DA).withGrain(0.35, 4, 20));
        }
    }

    private void paintTree() {
        Region trunk = Region.polygon(
                570, 390, 576, 300, 566, 240, 574, 238, 583, 280, 594, 236, 601, 240, 590, 304, 598, 390);
        scene.paint(trunk, Paint.stripes(0x5B432E, 0x6E533A, 3, 0.3).withGrain(0.6, 5, 24));
        Region crown = Region.union(
                Region.disc(584, 172, 62),
                Region.disc(546, 208, 44),
                Region.disc(622, 214, 46),
                Region.disc(588, 236, 40));
        Region leaves = (x, y) -> crown.contains(x, y)
                && Noise.rough(x / 16, y / 16, 25) + 0.25 * Noise.cell((long) x / 4, (long) y / 4, 26) > 0.45;
        Colour sunny = Colour.of(0x9CC25A);
        Colour shady = Colour.of(0x2F5A2C);
        scene.paint(leaves, (x, y) -> {
            double light = 0.8 - (y - 110) / 260 + 0.9 * (Noise.rough(x / 7, y / 7, 27) - 0.5);
            return shady.mix(sunny, Math.min(Math.max(light, 0), 1));
        });
    }

    private void paintLamp() {
        Paint iron = Paint.plain(0x1E2326);
        scene.paint(Region.line(534, 398, 534, 196, 5), iron);
        scene.paint(Region.box(526, 388, 16, 14), iron);
        scene.paint(Region.line(534, 206, 506, 194, 3), iron);
        scene.paint(Region.polygon(496, 196, 516, 196, 512, 222, 500, 222), Paint.fading(0xFFF4C2, 196, 0xE9C46A, 222));
        scene.paint(Region.polygon(492, 197, 520, 197, 506, 184), iron);
    }

    private void paintBicycle(double x, double y) {
        Paint black = Paint.plain(0x17191B);
        Paint frame = Paint.plain(0xD23C2F);
        for (double hub : new double[] {x, x + 62}) {
            scene.paint(Region.ring(hub, y + 14, 21, 3.2), black);
            for (int spoke = 0; spoke < 6; spoke++) {
                double angle = Math.PI * spoke / 6 + 0.2;
                double dx = 20 * Math.cos(angle);
                double dy = 20 * Math.sin(angle);
                scene.paint(Region.line(hub - dx, y + 14 - dy, hub + dx, y + 14 + dy, 0.8), Paint.plain(0x9DA3A8));
            }
        }
        scene.paint(
                Region.union(
                        Region.line(x, y + 14, x + 18, y - 16, 3.2),
                        Region.line(x + 18, y - 16, x + 52, y - 16, 3.2),
                        Region.line(x + 52, y - 16, x + 28, y + 15, 3.2),
                        Region.line(x + 28, y + 15, x + 15, y - 20, 3.2),
                        Region.line(x, y + 14, x + 28, y + 15, 3.2),
                        Region.line(x + 62, y + 14, x + 50, y - 24, 3.2)),
                frame);
        scene.paint(
                Region.union(
                        Region.line(x + 8, y - 22, x + 22, y - 22, 5),
                        Region.line(x + 50, y - 25, x + 42, y - 30, 3.5),
                        Region.line(x + 28, y + 15, x + 33, y + 24, 2.5)),
                black);
    }

    private void paintWindow(double x, double y, double width, double height, int glass) {
        scene.paint(Region.box(x - 3, y - 3, width + 6, height + 6), Paint.plain(0xF3EFE6));
        Colour pane = Colour.of(glass);
        Colour sky = Colour.of(0xB8D3E6);
        scene.paint(
                Region.box(x, y, width, height),
                (px, py) -> pane.mix(sky, Math.floorMod((long) (px + py - x - y) / 9, 3L) == 0 ? 0.55 : 0.1));
        scene.paint(Region.box(x + width / 2 - 1, y, 2, height), Paint.plain(0xF3EFE6));
        scene.paint(Region.box(x, y + height * 0.4, width, 2), Paint.plain(0xF3EFE6));
        scene.paint(Region.box(x - 5, y + height + 3, width + 10, 4), Paint.plain(0xA89D8C));
    }

    private void paintDoor(double x, double y, double width, int rgb) {
        scene.paint(Region.box(x - 4, y - 4, width + 8, KERB - y - 10), Paint.plain(0xE8E0CF));
        scene.paint(Region.box(x, y, width, KERB - y - 14), Paint.plain(rgb).withGrain(0.35, 7, 28));
        scene.paint(Region.box(x + 5, y + 6, width - 10, 26), Paint.fading(0x8FB0C4, y, 0x4A6478, y + 32));
        scene.paint(
                Region.box(x + 5, y + 40, width - 10, 26).without(Region.box(x + 8, y + 43, width - 16, 20)),
                Paint.plain(darker(rgb)));
        scene.paint(Region.disc(x + width - 5, y + 37, 2.2), Paint.plain(0xE6C65C));
    }
}
